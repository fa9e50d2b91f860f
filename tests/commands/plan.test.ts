import { describe, expect } from 'vitest';
import { PLAN_PARTS, type PlanPart } from '../../src/people/plan.ts';
import type { Actor } from '../bot/actor.ts';
import { buttonsOf, partsOf } from '../bot/parts.ts';
import { conversation } from '../bot.ts';

describe('/plan show', () => {
  conversation('says in one sentence that there is none, with the buttons to begin', async ({ ada }) => {
    await ada.types('/plan show');
    expect(ada.sees).toContain('Nothing is written down here yet.');
    expect(ada.labels).toEqual([...PLAN_PARTS.map(part => titles[part]), 'Get help now', 'Hide']);
  });

  conversation('shows the parts that hold something in their order, word for word', async ({ ada }) => {
    await writes(ada, 'sets-off', 'Sundays');
    await writes(ada, 'steadies', 'tea, *strong*\n\n# not a heading <@1> [a](https://example.org)');
    await ada.types('/plan show');
    expect(ada.sees.indexOf('What steadies me')).toBeLessThan(ada.sees.indexOf('What sets it off'));
    expect(ada.sees).toContain(
      '> tea, \\*strong\\*\n> \n> \\# not a heading \\<\\@1\\> \\[a\\]\\(https://example.org\\)',
    );
    expect(ada.sees).not.toContain('People I can tell');
    expect(ada.sees).toContain('/plan delete takes it away');
    expect(ada.labels).toEqual(['Edit', 'Get help now', 'Hide']);
  });

  conversation('cuts nothing off: what does not fit stands behind See all', async ({ ada }) => {
    for (const part of PLAN_PARTS) await writes(ada, part, longest(part));
    await ada.types('/plan show');
    const seen = [ada.sees];
    expect(ada.labels).toEqual(['Edit', 'See all', 'Get help now', 'Hide']);
    for (;;) {
      if (!ada.labels.includes('See all')) break;
      await ada.presses('See all');
      seen.push(ada.sees);
    }
    expect(seen.length).toBeGreaterThan(1);
    for (const part of PLAN_PARTS) {
      const words = longest(part).replaceAll('*', '\\*').replaceAll('\n', '\n> ');
      expect(seen.filter(page => page.includes(`**${titles[part]}**\n> ${words}`))).toHaveLength(1);
    }
    await ada.presses('From the start');
    expect(ada.sees).toBe(seen[0]);
  });
});

describe('/plan edit', () => {
  conversation('shows in short what each part holds, and opens a form for each', async ({ ada }) => {
    await writes(ada, 'words', `I got through the last one. ${'And the one before. '.repeat(9)}`);
    await ada.types('/plan edit');
    expect(ada.sees).toContain('**What steadies me**: nothing yet');
    expect(ada.sees).toMatch(/\*\*Words to myself\*\*: I got through the last one\. And the .{1,40}…\n/);
    for (const part of PLAN_PARTS) {
      const card = ada.card;
      await ada.presses(titles[part]);
      expect(ada.form.data.title).toBe(titles[part]);
      const fields = partsOf(ada.form.data.components).filter(({ type }) => type === 4);
      expect(fields).toHaveLength(1);
      expect(fields[0]).toMatchObject({ style: 2, max_length: 400, required: false });
      await ada.types('/plan edit');
      expect(ada.card.id).not.toBe(card.id);
    }
  });

  conversation('saves a part at once, and shows the plan with it', async ({ ada, bot }) => {
    await ada.types('/plan edit');
    await ada.presses('People I can tell');
    await ada.submits({ people: 'Priya from work' });
    expect(ada.outcome.kind).toBe('updated');
    expect(ada.sees).toContain('Saved.');
    expect(ada.sees).toContain('**People I can tell**\n> Priya from work');
    expect(ada.labels).toEqual(['Next: What steadies me', 'Edit', 'Get help now', 'Hide']);
    expect(await bot.stored(ada.id)).toMatchObject({ plan: { sealed: ['parts'] } });
    expect(JSON.stringify(await bot.stored(ada.id))).not.toContain('Priya');
  });

  conversation('is filled in part after part from the same card', async ({ ada }) => {
    await ada.types('/plan edit');
    await ada.presses('What steadies me');
    for (const [at, part] of PLAN_PARTS.entries()) {
      await ada.submits({ [part]: `part ${at}` });
      const next = PLAN_PARTS[at + 1];
      if (next) await ada.presses(`Next: ${titles[next]}`);
    }
    expect(ada.labels).toEqual(['Edit', 'Get help now', 'Hide']);
    for (const at of PLAN_PARTS.keys()) expect(ada.sees).toContain(`> part ${at}`);
  });

  conversation('opens a form with what is there now, and lets it be changed', async ({ ada }) => {
    await writes(ada, 'place', 'the library');
    await ada.types('/plan edit');
    await ada.presses('A safer place');
    expect(JSON.stringify(ada.form.data)).toContain('"value":"the library"');
    await ada.submits({ place: 'the library, or the chapel' });
    expect(ada.sees).toContain('> the library, or the chapel');
    expect(ada.sees).not.toContain('changed somewhere else');
  });

  conversation('shows a part that was saved also where the plan takes more than a card', async ({ ada }) => {
    for (const part of PLAN_PARTS) await writes(ada, part, longest(part));
    await writes(ada, 'avoid', 'wine');
    expect(ada.sees).toContain('Saved.');
    expect(ada.sees).toContain('> wine');
    expect(ada.labels).toContain('From the start');
  });

  conversation('takes a part out when its form is emptied, and puts it back', async ({ ada }) => {
    await writes(ada, 'people', 'Priya_from_work\n> my aunt');
    await writes(ada, 'signs', 'tight jaw');
    await writes(ada, 'people', '');
    expect(ada.sees).toContain('Taken out of your plan: People I can tell.');
    expect(ada.sees).toContain('Priya\\_from\\_work');
    const taken = ada.card;
    await ada.types('/plan show');
    expect(ada.sees).not.toContain('Priya');
    expect(ada.sees).toContain('> tight jaw');
    await ada.pressesId(idOn(taken, 'Put it back'), taken);
    expect(ada.sees).toContain('> Priya\\_from\\_work\n> \\> my aunt');
    expect(ada.sees).toContain('> tight jaw');
  });

  conversation('puts the last part back too, after a restart', async ({ ada, bot }) => {
    await writes(ada, 'words', 'one hour at a time');
    await writes(ada, 'words', ' \n ');
    await bot.restart();
    await ada.presses('Put it back');
    expect(ada.sees).toContain('Saved.');
    expect(ada.sees).toContain('> one hour at a time');
  });

  conversation('says that a part is empty where nothing was in it', async ({ ada }) => {
    await writes(ada, 'signs', '');
    expect(ada.sees).toContain('That part is empty.');
    expect(ada.labels).toContain('What steadies me');
  });

  conversation('loses nothing of what is there when Get help now is pressed', async ({ ada }) => {
    await writes(ada, 'words', 'one hour at a time');
    await writes(ada, 'words', '');
    const taken = ada.card;
    await ada.presses('Get help now');
    expect(ada.outcome.kind).toBe('message');
    await ada.pressesId(idOn(taken, 'Put it back'), taken);
    expect(ada.sees).toContain('> one hour at a time');
  });
});

describe('/plan delete', () => {
  conversation('asks once, deletes all of it, and gives a receipt', async ({ ada, bot }) => {
    await writes(ada, 'people', 'Priya');
    await ada.types('/plan delete');
    expect(ada.labels).toEqual(['Delete my plan', 'Leave it as it is', 'Get help now', 'Hide']);
    await ada.presses('Delete my plan');
    expect(ada.sees).toContain('Your plan is deleted. Nothing of it is kept.');
    expect(ada.sees).toContain("What I can't remove is what Discord itself keeps.");
    expect(Object.keys(await bot.stored(ada.id))).toEqual(['greeted']);
    await ada.types('/plan show');
    expect(ada.sees).toContain('Nothing is written down here yet.');
  });

  conversation('leaves it as it is when asked to', async ({ ada }) => {
    await writes(ada, 'people', 'Priya');
    await ada.types('/plan delete');
    await ada.presses('Leave it as it is');
    expect(ada.sees).toContain('> Priya');
  });

  conversation('says so where there is none, also when it is pressed once more', async ({ ada }) => {
    await ada.types('/plan delete');
    expect(ada.sees).toContain('You have no plan, so there is nothing to delete.');
    await writes(ada, 'people', 'Priya');
    await ada.types('/plan delete');
    const asked = ada.card;
    await ada.types('/plan delete');
    await ada.presses('Delete my plan');
    await ada.pressesId(idOn(asked, 'Delete my plan'), asked);
    expect(ada.sees).toContain('there is nothing to delete');
  });

  conversation("leaves another person's plan alone", async ({ ada, bo }) => {
    await writes(ada, 'people', 'Priya');
    await writes(bo, 'people', 'Sam');
    await ada.types('/plan delete');
    await ada.presses('Delete my plan');
    await bo.types('/plan show');
    expect(bo.sees).toContain('> Sam');
  });
});

describe('a plan in a hard moment', () => {
  conversation(
    'shows the first four parts that hold something, and the rest under See all',
    async ({ ada }) => {
      for (const part of PLAN_PARTS.filter(part => part !== 'place')) await writes(ada, part, `my ${part}`);
      for (const command of ['/help-now', '/hard-moment']) {
        await ada.types(command);
        await ada.presses('My plan');
        for (const part of ['steadies', 'people', 'words', 'signs'])
          expect(ada.sees).toContain(`> my ${part}`);
        expect(ada.sees).not.toMatch(/> my (sets-off|avoid)/);
        expect(ada.labels).toEqual(['See all', 'Someone I trust', 'Call or text', 'Get help now', 'Hide']);
        await ada.presses('See all');
        for (const part of PLAN_PARTS.filter(part => part !== 'place'))
          expect(ada.sees).toContain(`> my ${part}`);
      }
    },
  );

  conversation('has no See all where all of it stands there, and keeps the country', async ({ ada }) => {
    await writes(ada, 'words', 'one hour at a time');
    await ada.types('/help-now', { country: 'DE' });
    await ada.presses('My plan');
    expect(ada.labels).toEqual(['Someone I trust', 'Call or text', 'Get help now', 'Hide']);
    await ada.presses('Call or text');
    expect(ada.sees).toContain('TelefonSeelsorge');
  });

  conversation('fits on its card however long the parts are', async ({ ada }) => {
    for (const part of PLAN_PARTS) await writes(ada, part, longest(part));
    await ada.types('/help-now');
    await ada.presses('My plan');
    expect(ada.sees).toContain('**What steadies me**');
    expect(ada.labels[0]).toBe('See all');
  });

  conversation(
    'offers to write one down where there is none, beside the ways to a person',
    async ({ ada }) => {
      await ada.types('/help-now');
      await ada.presses('My plan');
      expect(ada.sees).toContain('felt safe to you');
      expect(ada.labels).toEqual([
        'Someone I trust',
        'Call or text',
        'Write down a plan',
        'Get help now',
        'Hide',
      ]);
      await ada.presses('Write down a plan');
      expect(ada.form.data.title).toBe('What steadies me');
      await ada.submits({ steadies: 'tea' });
      expect(ada.sees).toContain('> tea');
    },
  );

  conversation('names the people of the plan first, then the texts to copy', async ({ ada }) => {
    await ada.types('/help-now');
    await ada.presses('Someone I trust');
    expect(ada.sees).not.toContain('People I can tell');
    await writes(ada, 'people', 'Priya from work');
    await ada.types('/help-now');
    await ada.presses('Someone I trust');
    expect(ada.sees.indexOf('> Priya from work')).toBeGreaterThan(-1);
    expect(ada.sees.indexOf('> Priya from work')).toBeLessThan(ada.sees.indexOf('> Are you free'));
    await ada.presses('Another text');
    expect(ada.sees).toContain('> Priya from work');
    await ada.presses('Copy this one');
    expect(ada.sees).not.toContain('Priya');
  });
});

describe('Write down a plan, on /help', () => {
  conversation('is the fourth button and opens the form of the first empty part', async ({ ada }) => {
    await ada.types('/help');
    expect(ada.labels.slice(0, 4)).toEqual([
      'I feel bad right now',
      'In my own words',
      'A daily message',
      'Write down a plan',
    ]);
    const help = ada.card;
    await ada.presses('Write down a plan');
    expect(ada.form.data.title).toBe('What steadies me');
    await writes(ada, 'steadies', 'tea');
    await ada.types('/help');
    await ada.presses('Write down a plan');
    expect(ada.form.data.title).toBe('People I can tell');
    for (const part of PLAN_PARTS) await writes(ada, part, 'x');
    await ada.pressesId(idOn(help, 'Write down a plan'), help);
    expect(ada.form.data.title).toBe('What steadies me');
  });
});

describe('crisis wording in a plan', () => {
  const wish = 'I want to kill myself when he lies';

  conversation(
    'is answered with the card first, and kept by Keep it, nothing before',
    async ({ ada, bot }) => {
      await writes(ada, 'people', 'Priya');
      const before = await bot.stored(ada.id);
      await writes(ada, 'signs', wish);
      expect(ada.sees).toContain('What you wrote matters');
      expect(ada.sees).toContain(`> ${wish}`);
      expect(await bot.stored(ada.id)).toEqual(before);
      const safety = ada.card;
      await ada.presses('Keep it');
      expect(ada.outcome.kind).toBe('message');
      expect(ada.sees).toContain('Kept in your plan. If it comes to that, Get help now is below.');
      expect(ada.sees).toContain(`> ${wish}`);
      expect(ada.sees).toContain('> Priya');
      expect(ada.messages.some(({ id }) => id === safety.id)).toBe(true);
      await ada.types('/plan show');
      expect(ada.sees).toContain(`> ${wish}`);
      expect(ada.sees).not.toContain('What you wrote matters');
    },
  );

  conversation(
    'stays on the card when a country is chosen or help is opened from it',
    async ({ ada, bot }) => {
      await writes(ada, 'signs', wish);
      await ada.presses('Choose country');
      await ada.submits({ 'countries-2': ['US'] });
      expect(ada.sees).toContain('911');
      const safety = ada.card;
      await ada.presses('Someone I trust');
      expect(ada.outcome.kind).toBe('message');
      await bot.restart();
      await ada.pressesId(idOn(safety, 'Keep it'), safety);
      expect(ada.sees).toContain('Kept in your plan');
      expect(ada.sees).toContain(`> ${wish}`);
    },
  );

  conversation(
    'is kept once, however often Keep it is pressed, and over nothing that was written since',
    async ({ ada }) => {
      await writes(ada, 'signs', wish);
      const safety = ada.card;
      await ada.presses('Keep it');
      await ada.pressesId(idOn(safety, 'Keep it'), safety);
      expect(ada.sees).toContain(`> ${wish}`);
      await writes(ada, 'signs', 'tight jaw');
      await ada.pressesId(idOn(safety, 'Keep it'), safety);
      expect(ada.sees).toContain('changed somewhere else');
      await ada.presses('Put that back');
      expect(ada.sees).toContain('> tight jaw');
    },
  );

  conversation('that is only a little like it is saved at once, with a line below', async ({ ada }) => {
    await writes(ada, 'words', 'I have got through nights like this before.');
    expect(ada.sees).toContain('Saved.');
    expect(ada.sees).toContain('> I have got through nights like this before.');
    expect(ada.sees).toContain("I can't tell if these words are about danger.");
    await ada.types('/plan show');
    expect(ada.sees).not.toContain("I can't tell");
  });

  conversation('in another language gets its card first too', async ({ ada }) => {
    await writes(ada, 'words', 'Ich weiß nicht mehr weiter mit meinem Mann und dem Ganzen');
    expect(ada.sees).toContain('I only know English');
    await ada.presses('Keep it');
    expect(ada.sees).toContain('> Ich weiß nicht mehr weiter');
  });
});

describe('two forms at once', () => {
  conversation('for two parts are both saved, whichever is sent first', async ({ ada }) => {
    const people = await opens(ada, 'people');
    const place = await opens(ada, 'place');
    await Promise.all([ada.submits({ place: 'library' }, place), ada.submits({ people: 'Priya' }, people)]);
    await ada.types('/plan show');
    expect(ada.sees).toContain('> Priya');
    expect(ada.sees).toContain('> library');
  });

  conversation(
    'for the same part: the later one is saved, and what it replaced is given back',
    async ({ ada }) => {
      await writes(ada, 'people', 'Priya');
      const [one, other] = [await opens(ada, 'people'), await opens(ada, 'people')];
      await ada.submits({ people: 'Priya, Sam' }, one);
      expect(ada.sees).not.toContain('changed somewhere else');
      await ada.submits({ people: 'Priya, my aunt' }, other);
      expect(ada.sees).toContain('Saved. This part was changed somewhere else');
      expect(ada.sees).toContain('> Priya, my aunt');
      expect(ada.sees).toContain('> Priya, Sam');
      const told = ada.card;
      await ada.types('/plan show');
      expect(ada.sees).toContain('> Priya, my aunt');
      await ada.pressesId(idOn(told, 'Put that back'), told);
      expect(ada.sees).toContain('> Priya, Sam');
      expect(ada.sees).not.toContain('aunt');
    },
  );

  conversation('the new text stays where that is wanted', async ({ ada }) => {
    const [one, other] = [await opens(ada, 'people'), await opens(ada, 'people')];
    await ada.submits({ people: 'Sam' }, one);
    await ada.submits({ people: 'Priya' }, other);
    expect(ada.sees).toContain('changed somewhere else');
    await ada.presses('Keep the new one');
    expect(ada.sees).toContain('> Priya');
  });

  conversation('says so where the part was emptied meanwhile', async ({ ada }) => {
    await writes(ada, 'people', 'Priya');
    await writes(ada, 'words', 'one hour');
    const [one, other] = [await opens(ada, 'people'), await opens(ada, 'people')];
    await ada.submits({ people: '' }, one);
    await ada.submits({ people: 'Sam' }, other);
    expect(ada.sees).toContain('had been emptied while your form was open');
    expect(ada.sees).toContain('> Sam');
  });

  conversation('emptied, gives back what was written meanwhile', async ({ ada }) => {
    await writes(ada, 'people', 'Priya');
    const [one, other] = [await opens(ada, 'people'), await opens(ada, 'people')];
    await ada.submits({ people: 'Sam' }, one);
    await ada.submits({ people: '' }, other);
    expect(ada.sees).toContain('Taken out of your plan');
    await ada.presses('Put it back');
    expect(ada.sees).toContain('> Sam');
  });
});

describe('a form sent in twice', () => {
  conversation('answers the same as once', async ({ ada }) => {
    const form = await opens(ada, 'people');
    const outcomes = await Promise.all([1, 2].map(() => ada.submits({ people: 'Priya' }, form)));
    for (const outcome of outcomes) expect(JSON.stringify(outcome)).toContain('Saved.');
    await ada.types('/plan show');
    expect(ada.sees.match(/> Priya/g)).toHaveLength(1);
  });

  conversation('does not take away what the first sending gave back', async ({ ada }) => {
    await writes(ada, 'people', 'Priya');
    for (const [words, meanwhile] of [
      ['', 'my aunt'],
      ['Sam', 'my cousin'],
    ] as const) {
      await ada.types('/plan edit');
      const edit = ada.card;
      await ada.presses('People I can tell');
      const form = ada.form;
      await writes(ada, 'people', meanwhile);
      const sent = await Promise.all([1, 2].map(() => ada.submits({ people: words }, form)));
      expect(sent.map(({ kind }) => kind).sort()).toEqual(['message', 'updated']);
      const given = ada.messages.find(({ id }) => id === edit.id);
      if (!given) throw new Error('Expected the card of the first sending.');
      await ada.pressesId(idOn(given, words === '' ? 'Put it back' : 'Put that back'), given);
      expect(ada.sees).toContain(`> ${meanwhile}`);
    }
  });
});

describe('a form sent in after the plan was deleted', () => {
  conversation('saves its part as a new plan, and says that the rest is gone', async ({ ada }) => {
    await writes(ada, 'people', 'Priya');
    await writes(ada, 'words', 'one hour');
    const [filled, empty] = [await opens(ada, 'people'), await opens(ada, 'place')];
    for (const [form, part] of [
      [filled, 'people'],
      [empty, 'place'],
    ] as const) {
      await ada.types('/plan delete');
      await ada.presses('Delete my plan');
      await ada.submits({ [part]: 'Sam' }, form);
      expect(ada.sees).toContain('Saved as a new plan.');
      expect(ada.sees).toContain('> Sam');
      expect(ada.sees).not.toContain('one hour');
    }
  });

  conversation('that deleted everything does the same', async ({ ada }) => {
    await writes(ada, 'people', 'Priya');
    const form = await opens(ada, 'people');
    await ada.types('/my-data delete');
    await ada.presses('Everything');
    await ada.submits({ people: 'Priya, Sam' }, form);
    expect(ada.sees).toContain('Saved as a new plan.');
    expect(ada.sees).toContain('> Priya, Sam');
  });

  conversation('and emptied, makes no plan', async ({ ada, bot }) => {
    await writes(ada, 'people', 'Priya');
    const form = await opens(ada, 'people');
    await ada.types('/plan delete');
    await ada.presses('Delete my plan');
    await ada.submits({ people: '' }, form);
    expect(ada.sees).toContain('That part is empty.');
    expect(Object.keys(await bot.stored(ada.id))).toEqual(['greeted']);
  });
});

describe('/my-data', () => {
  conversation('show tells of each part in plain words, and of a plan that is empty', async ({ ada }) => {
    await writes(ada, 'people', 'Priya_from_work');
    await ada.types('/my-data show');
    expect(ada.sees).toContain('**Your plan**\n- People I can tell:\n> Priya\\_from\\_work\nWhy:');
    await writes(ada, 'people', '');
    await ada.types('/my-data show');
    expect(ada.sees).toContain('All its parts are empty.');
  });

  conversation(
    'show and export tell all of the longest plan, on as many pages as it takes',
    async ({ ada }) => {
      for (const part of PLAN_PARTS) await writes(ada, part, longest(part));
      for (const begin of [() => ada.types('/my-data show'), () => exported(ada)]) {
        await begin();
        const seen = [ada.sees];
        while (ada.labels.includes('More')) {
          await ada.presses('More');
          seen.push(ada.sees);
        }
        const all = seen.join('\n');
        for (const part of PLAN_PARTS) {
          expect(all).toContain(
            `- ${titles[part]}:\n> ${longest(part).replaceAll('*', '\\*').replaceAll('\n', '\n> ')}`,
          );
        }
        expect(seen.length).toBeGreaterThan(1);
        await ada.presses('From the start');
        expect(ada.sees).toBe(seen[0]);
      }
    },
  );

  conversation('export holds a plan as it was typed, in words and as JSON', async ({ ada, bot }) => {
    await writes(ada, 'people', 'Priya_from_work **bold** ```');
    await exported(ada);
    expect(ada.sees).toContain('"people": "Priya_from_work **bold** ``\\u0060"');
    await ada.types('/my-data export');
    await ada.presses('Make the file');
    expect(ada.sees).toContain('Whoever opens this file can read it');
    const { url = '' } = ada.card.attachments[0] ?? {};
    const file = Buffer.from(bot.world.file(url.split('/').slice(-3).join('/'))?.data ?? []).toString();
    expect(file).toContain('- People I can tell:\n  Priya_from_work **bold** ```\n');
    expect(file).toContain('"people": "Priya_from_work **bold** ```"');
  });

  conversation('delete erases it', async ({ ada, bot }) => {
    await writes(ada, 'people', 'Priya');
    await ada.types('/my-data delete');
    await ada.presses('Everything');
    expect(await bot.stored(ada.id)).toEqual({});
  });
});

/** Writes one part with /plan edit. */
async function writes(actor: Actor, part: PlanPart, words: string): Promise<void> {
  const form = await opens(actor, part);
  await actor.submits({ [part]: words }, form);
}

async function opens(actor: Actor, part: PlanPart) {
  await actor.types('/plan edit');
  await actor.presses(titles[part]);
  return actor.form;
}

async function exported(actor: Actor): Promise<void> {
  await actor.types('/my-data export');
  await actor.presses('Show it here');
}

function idOn(card: Actor['card'], label: string): string {
  const id = buttonsOf(card).find(button => button.label === label)?.custom_id;
  if (!id) throw new Error(`Expected a button "${label}".`);
  return id;
}

/** As long as a part may be, of what takes the most room once it is made safe to show. */
const longest = (part: PlanPart) => `${part}${'\n*'.repeat(200)}`.slice(0, 400).trim();

const titles: Record<PlanPart, string> = {
  steadies: 'What steadies me',
  people: 'People I can tell',
  place: 'A safer place',
  words: 'Words to myself',
  signs: 'Early signs',
  'sets-off': 'What sets it off',
  avoid: 'What I want to avoid',
};
