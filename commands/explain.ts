import { z } from 'zod';
import { UserError } from '../src/core/errors.ts';
import type { Choice, Form, Link, Reply } from '../src/core/reply.ts';
import type { Topic } from '../src/library/schema.ts';
import { suggest } from '../src/library/suggest.ts';
import { type Context, defineCommand } from '../src/router/command.ts';
import { go } from '../src/router/links.ts';
import { nothingFits, sourceCard, themes, topicCard } from './explain/views.ts';

declare module '../src/router/links.ts' {
  interface Links {
    explain: {
      open: [];
      ask: [];
      asked: [];
      pick: [theme: string];
      show: [topic: string];
      source: [topic: string];
      found: [fit: Fit, whose: Whose, first: string, second: string, third: string];
    };
  }
}

/** How well the nearest page fits what was said, and whose words they were. */
type Fit = 'good' | 'thin' | 'none';
type Whose = 'own' | 'another';

export default defineCommand({
  name: 'explain',
  description: 'What this may be, why it happens, and one small thing to try',
  options: {
    topic: {
      kind: 'text',
      description: 'Pick one, or say it in your own words',
      most: 300,
      ownWords: true,
      complete: topicTitles,
    },
  },
  run: {
    answers: 'new',
    with: (context, { topic }) =>
      topic === undefined ? themes(context) : follow(context, look(context, topic, 'own')),
    goOn: (context, { topic }) => look(context, topic ?? '', 'own'),
  },
  message: {
    name: 'Explain this',
    answers: 'new',
    with: (context, { text, own }) => {
      if (text.trim() === '') throw new UserError(context.say('explain.no-text'));
      return follow(context, look(context, text, own ? 'own' : 'another'));
    },
    goOn: (context, { text, own }) => look(context, text, own ? 'own' : 'another'),
  },
  actions: {
    open: { answers: 'update', with: context => themes(context) },
    ask: { answers: 'form', with: context => ownWordsForm(context) },
    asked: {
      answers: 'update',
      with: (context, _, { texts }) => follow(context, look(context, texts.words ?? '', 'own')),
      goOn: (context, _, { texts }) => look(context, texts.words ?? '', 'own'),
    },
    pick: {
      answers: 'update',
      args: z.tuple([z.string()]),
      with: (context, _, { values }) => topicCard(context, find(context, values[0] ?? '')),
    },
    show: {
      answers: 'update',
      args: z.tuple([z.string()]),
      with: (context, [id]) => topicCard(context, find(context, id)),
    },
    source: {
      answers: 'update',
      args: z.tuple([z.string()]),
      with: (context, [id]) => sourceCard(context, find(context, id)),
    },
    found: {
      answers: 'update',
      args: z.tuple([
        z.enum(['good', 'thin', 'none']),
        z.enum(['own', 'another']),
        z.string(),
        z.string(),
        z.string(),
      ]),
      with: found,
    },
  },
});

function topicTitles({ words }: Context, typed: string): Choice[] {
  return suggest(words.topics, typed).map(({ id, title }) => ({ name: title, value: id }));
}

/**
 * Searches, and gives the outcome as a link: it holds ids of pages and never the words, so a card that comes in between can carry it.
 */
function look({ words }: Context, said: string, whose: Whose): Link {
  const known = words.topics.find(({ id }) => id === said);
  if (known) return go('explain', 'found', 'good', whose, known.id, '', '');
  const { fit, nearest } = words.search(said);
  const [first = '', second = '', third = ''] = nearest.map(({ id }) => id);
  return go('explain', 'found', fit, whose, first, second, third);
}

const follow = (context: Context, link: Link) => found(context, link.args as FoundArgs);
type FoundArgs = [Fit, Whose, string, string, string];

function found(context: Context, [fit, whose, ...ids]: FoundArgs): Reply {
  const nearest = ids.flatMap(id => context.words.topics.filter(topic => topic.id === id));
  const [best, ...closer] = nearest;
  if (fit === 'none' || !best) return nothingFits(context, nearest);
  return topicCard(context, best, { closer: fit === 'thin' ? closer : [], byAnother: whose === 'another' });
}

function ownWordsForm({ say }: Context): Form {
  return {
    kind: 'form',
    title: say('explain.form.title'),
    to: go('explain', 'asked'),
    fields: [
      {
        kind: 'text',
        name: 'words',
        label: say('explain.form.label'),
        hint: say('explain.form.hint'),
        example: say('explain.form.example'),
        required: true,
        long: true,
        most: 300,
      },
    ],
  };
}

function find({ words, say }: Context, id: string): Topic {
  const topic = words.topics.find(topic => topic.id === id);
  if (!topic) throw new UserError(say('explain.gone'));
  return topic;
}
