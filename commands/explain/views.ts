import {
  type Block,
  button,
  type Card,
  card,
  menu,
  row,
  small,
  text,
  title,
  webLink,
} from '../../src/core/reply.ts';
import type { Source, Theme, Topic } from '../../src/library/schema.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import { originLine } from '../../src/router/origin.ts';

/** Every page behind a menu by theme, and the way to say it in one's own words. */
export function themes(context: Context): Card {
  const { say } = context;
  return card([
    title(say('explain.themes.title')),
    text(say('explain.themes.intro')),
    row(button(say('explain.own-words'), go('explain', 'ask'), 'main')),
    ...themeMenus(context),
  ]);
}

/** One page. `closer` are the next two where the lead is thin; `byAnother` is true for words somebody else wrote. */
export function topicCard(
  { say }: Context,
  topic: Topic,
  { closer = [], byAnother = false }: { closer?: readonly Topic[]; byAnother?: boolean } = {},
): Card {
  return card([
    ...(byAnother ? [small(say('explain.about-words'))] : []),
    title(topic.title),
    text(topic.feels.text),
    text(say('explain.why', { text: topic.why.text })),
    text(say('explain.help', { text: topic.help.text })),
    row(
      button(say('explain.try'), go('ground', 'open', topic.practice), 'main'),
      button(say('explain.source'), go('explain', 'source', topic.id)),
      button(say('explain.another'), go('explain', 'open')),
    ),
    ...(closer.length > 0 ? [small(say('explain.closer')), row(...closer.map(topicButton))] : []),
  ]);
}

export function nothingFits(context: Context, nearest: readonly Topic[]): Card {
  const { say } = context;
  const lead = nearest.length === 3 ? 'explain.nearest-three' : 'explain.nearest';
  return card([
    text(say('explain.none')),
    ...(nearest.length > 0 ? [small(say(lead)), row(...nearest.map(topicButton))] : []),
    small(say('explain.by-theme')),
    ...themeMenus(context),
  ]);
}

/** Where a page comes from: article, author, headings and credit, then what is not from the articles. */
export function sourceCard({ say, library }: Context, topic: Topic): Card {
  const used = new Set([topic.feels, topic.why, topic.help].flatMap(({ sections }) => sections));
  const sources = library.sources.filter(({ sections }) => sections.some(({ id }) => used.has(id)));
  const links = sources.map(({ author, link }) => webLink(say('explain.sources.link', { author }), link));
  return card([
    title(say('explain.sources.title', { topic: topic.title })),
    ...(sources.length > 0 ? [] : [text(say('explain.sources.none'))]),
    ...sources.map(source => text(sourceText(say, source, used))),
    text(origins(say, topic).join('\n')),
    ...(links.length > 0 ? [small(say('explain.sources.trace'))] : []),
    row(...links, button(say('explain.back'), go('explain', 'show', topic.id))),
  ]);
}

function sourceText(say: Context['say'], source: Source, used: ReadonlySet<string>): string {
  const headings = source.sections.filter(({ id }) => used.has(id)).map(({ heading }) => heading);
  return [
    say('explain.sources.article', { title: source.title, author: source.author }),
    say('explain.sources.sections', { headings: headings.join(' · ') }),
    source.credit,
  ].join('\n');
}

/** Where each part of a page comes from. */
function origins(say: Context['say'], topic: Topic): string[] {
  return (['feels', 'why', 'help'] as const).map(part =>
    say('explain.sources.part', {
      part: say(`explain.parts.${part}`),
      origin: originLine(say, { ...topic, origin: topic[part].origin }),
    }),
  );
}

const topicButton = ({ id, title }: Topic) => button(title, go('explain', 'show', id));

function themeMenus({ words, say }: Context): Block[] {
  return themeOrder.flatMap(theme => {
    const topics = words.topics.filter(topic => topic.theme === theme);
    if (topics.length === 0) return [];
    const options = topics.map(({ id, title }) => ({ label: title, value: id }));
    return [menu({ to: go('explain', 'pick', theme), placeholder: say(`explain.themes.${theme}`), options })];
  });
}

const themeOrder: readonly Theme[] = ['feelings', 'body', 'mind', 'people', 'self'];
