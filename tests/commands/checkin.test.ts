import { describe, expect } from 'vitest';
import { drawChart } from '../../src/pictures/chart.ts';
import type { Actor } from '../bot/actor.ts';
import { partsOf, picturesOf } from '../bot/parts.ts';
import { conversation } from '../bot.ts';

// What draws is loaded at its first use, which on a busy machine takes longer than an answer waits before it is put off.
const point = { at: 0, strength: 0, group: '' };
const words = { strong: 's', days: 'd', own: 'o' };
await drawChart([point], { from: 0, to: 0, zone: 'UTC', groups: [], locale: 'en', words });

const rough = 'What is it like?';
const word = 'The word for it';
const strength = 'How strong is it, 0 to 10?';

/** Names a feeling from the beginning. */
async function names(actor: Actor, group: string, feeling: string, strong: number): Promise<void> {
  await actor.types('/checkin now');
  await actor.chooses(rough, group);
  await actor.chooses(word, feeling);
  await actor.chooses(strength, labelOf(strong));
}

/** Keeps a history from here on. */
async function keeps(actor: Actor): Promise<void> {
  await names(actor, 'Low', 'Sad', 4);
  await actor.presses('Keep a private history');
}

const labelOf = (strong: number) =>
  strong === 0 ? '0, hardly there' : strong === 10 ? '10, as strong as it gets' : String(strong);

describe('/checkin now', () => {
  conversation('goes from a group to a word to how strong it is, in one message', async ({ ada }) => {
    await ada.types('/checkin now');
    const { id } = ada.card;
    expect(ada.menus.map(({ placeholder }) => placeholder)).toEqual([rough]);
    await ada.chooses(rough, 'On guard');
    await ada.chooses(word, 'On edge');
    expect(ada.sees).toContain('A car slows outside');
    await ada.chooses(strength, '7');
    expect(ada.sees).toContain('**On edge**, 7 of 10.');
    expect(ada.card.id).toBe(id);
  });

  conversation('leads to an exercise and a page that fit', async ({ ada }) => {
    await names(ada, 'On guard', 'On edge', 7);
    expect(ada.sees).toContain('What may fit it:');
    await ada.presses('Look around');
    expect(ada.sees).toContain('Step 1 of');
    await names(ada, 'On guard', 'On edge', 7);
    await ada.presses('On edge');
    expect(ada.labels).toContain('Try it now');
  });

  conversation('offers no exercise somebody would rather leave out', async ({ ada }) => {
    await ada.types('/ground', { exercise: 'present-moment' });
    await ada.presses('Stop here');
    await ada.presses('Harder');
    await ada.presses('Leave this one out');
    await names(ada, 'Low', 'Sad', 3);
    expect(ada.labels).not.toContain('Present moment');
  });

  conversation('goes back to another kind', async ({ ada }) => {
    await ada.types('/checkin now');
    await ada.chooses(rough, 'Angry');
    await ada.presses('Another kind');
    await ada.chooses(rough, 'Low');
    await ada.chooses(word, 'Sad');
    await ada.presses('Another kind');
    expect(ada.sees).toContain('Which of these comes nearest?');
  });

  for (const strong of [8, 10]) {
    conversation(`offers somebody to talk to first when it is ${strong}`, async ({ ada }) => {
      await names(ada, 'Low', 'Sad', strong);
      expect(ada.sees).toContain('Would you like to talk to someone now?');
      expect(ada.labels).toEqual(['Yes', 'No, give me a tool', 'Get help now', 'Hide']);
      await ada.presses('No, give me a tool');
      expect(ada.sees).toContain(`**Sad**, ${strong} of 10.`);
      expect(ada.sees).toContain('What may fit it:');
    });
  }

  conversation('opens the help card on Yes', async ({ ada }) => {
    await names(ada, 'Low', 'Sad', 9);
    await ada.presses('Yes');
    expect(ada.labels).toContain('Call or text');
  });

  conversation('offers a tool at once when it is 7', async ({ ada }) => {
    await names(ada, 'Low', 'Sad', 7);
    expect(ada.sees).not.toContain('Would you like to talk');
  });

  conversation('takes a word of one’s own, whatever stands in it', async ({ ada, bot }) => {
    await ada.types('/checkin now');
    await ada.presses('My own word');
    await ada.submits({ word: ' *hollow* @everyone ' });
    expect(ada.sees).toContain('> \\*hollow\\* \\@everyone');
    await ada.chooses(strength, '5');
    expect(ada.sees).toContain('> \\*hollow\\* \\@everyone');
    expect(ada.sees).toContain('5 of 10.');
    await ada.presses('Keep a private history');
    await ada.types('/my-data show');
    expect(ada.sees).toContain('hollow');
    expect(JSON.stringify(await bot.stored(ada.id))).not.toContain('hollow');
  });

  conversation('knows its own word for one of those that are there', async ({ ada }) => {
    await ada.types('/checkin now');
    await ada.chooses(rough, 'Low');
    await ada.presses('My own word');
    await ada.submits({ word: 'ON EDGE' });
    expect(ada.sees).toContain('A car slows outside');
  });

  conversation('keeps nothing of a word that matches nothing but blanks', async ({ ada }) => {
    await ada.types('/checkin now');
    await ada.presses('My own word');
    await ada.submits({ word: '\u202e ' });
    expect(ada.sees).toContain('That word is not here any more.');
  });
});

describe('what a check-in keeps', () => {
  conversation('is nothing, unless the person says so', async ({ ada, bot }) => {
    await names(ada, 'Low', 'Sad', 4);
    expect(ada.labels).toEqual(expect.arrayContaining(['Keep a private history', "Don't keep"]));
    await names(ada, 'Low', 'Sad', 4);
    expect(Object.keys(await bot.stored(ada.id))).toEqual(['greeted']);
  });

  conversation('is asked once: yes holds', async ({ ada, bot }) => {
    await keeps(ada);
    await bot.waitsUntil('2026-11-22T20:00:01Z');
    expect(ada.sees).toContain('Kept in your private history.');
    expect(ada.labels).toEqual(expect.arrayContaining(['Add a note', "Don't keep this one"]));
    await names(ada, 'Angry', 'Snappy', 6);
    expect(ada.sees).toContain('Kept in your private history.');
    expect(ada.labels).not.toContain('Keep a private history');
    await ada.types('/my-data show');
    expect(ada.sees).toContain('Sad, 4 of 10.');
    expect(ada.sees).toContain('Snappy, 6 of 10.');
    // In quotes, as it would stand there: among the letters of what is sealed there is a "sad" now and then.
    expect(JSON.stringify(await bot.stored(ada.id))).not.toMatch(/"(sad|snappy)\\?"/i);
  });

  conversation('is asked once: no holds too', async ({ ada }) => {
    await names(ada, 'Low', 'Sad', 4);
    await ada.presses("Don't keep");
    expect(ada.sees).toContain('None is kept.');
    await names(ada, 'Low', 'Sad', 4);
    expect(ada.labels).not.toContain('Keep a private history');
    await ada.types('/my-data show');
    expect(ada.sees).toContain('You said that none is kept.');
    expect(ada.sees).not.toContain('Sad');
  });

  conversation('can be turned on later, from the history', async ({ ada }) => {
    await names(ada, 'Low', 'Sad', 4);
    await ada.presses("Don't keep");
    await ada.types('/checkin history');
    await ada.presses('Keep a private history');
    await names(ada, 'Low', 'Sad', 4);
    expect(ada.sees).toContain('Kept in your private history.');
  });

  conversation('is one entry where somebody taps twice', async ({ ada, bot }) => {
    await keeps(ada);
    await bot.waitsUntil('2026-11-23T09:00:00Z');
    await ada.types('/checkin now');
    await ada.chooses(rough, 'Low');
    await ada.chooses(word, 'Tearful');
    const { card } = ada;
    const menu = ada.menus[0]?.custom_id ?? '';
    await Promise.all(['5', '5'].map(strong => ada.choosesId(menu, [strong], card)));
    await ada.types('/checkin history');
    expect(ada.sees).toContain('2 check-ins on 2 days');
  });

  conversation('is repeated in one press, which shows what it was', async ({ ada, bot }) => {
    await keeps(ada);
    await bot.waitsUntil('2026-11-23T09:00:00Z');
    await ada.types('/checkin now');
    expect(ada.sees).toContain('Last time: Sad, 4 of 10.');
    await ada.presses('Same as last time');
    expect(ada.sees).toContain('**Sad**, 4 of 10.');
    expect(ada.sees).toContain('Kept in your private history.');
    await ada.types('/checkin history');
    expect(ada.sees).toContain('2 check-ins on 2 days');
  });

  conversation('is repeated with a word of one’s own too', async ({ ada }) => {
    await ada.types('/checkin now');
    await ada.presses('My own word');
    await ada.submits({ word: 'hollow' });
    await ada.chooses(strength, '5');
    await ada.presses('Keep a private history');
    await ada.types('/checkin now');
    await ada.presses('Same as last time');
    expect(ada.sees).toContain('> hollow');
    expect(ada.sees).toContain('5 of 10.');
  });

  conversation('begins anew where what was last is deleted meanwhile', async ({ ada }) => {
    await keeps(ada);
    await ada.types('/checkin now');
    const { card } = ada;
    const again = ada.button('Same as last time').custom_id ?? '';
    await ada.types('/my-data delete');
    await ada.presses('Everything');
    await ada.pressesId(again, card);
    expect(ada.sees).toContain('Which of these comes nearest?');
  });

  conversation('can be taken out again', async ({ ada }) => {
    await keeps(ada);
    await ada.presses("Don't keep this one");
    expect(ada.sees).toContain('That check-in is not kept any more.');
    await ada.types('/checkin history');
    expect(ada.sees).toContain('No check-in is kept from the last 30 days.');
  });

  conversation('goes after 180 days, each by itself', async ({ ada, bot }) => {
    await keeps(ada);
    await bot.waitsUntil('2027-03-01T09:00:00Z');
    await names(ada, 'Angry', 'Snappy', 6);
    await bot.waitsUntil('2027-05-22T09:00:00Z');
    await names(ada, 'Low', 'Tearful', 2);
    await ada.types('/my-data show');
    expect(ada.sees).not.toContain('Sad');
    expect(ada.sees).toContain('Snappy, 6 of 10.');
    expect(ada.sees).toContain('Tearful, 2 of 10.');
  });

  conversation('says at the fourth in a day that naming it again may not add much', async ({ ada, bot }) => {
    await ada.types('/settings', { timezone: 'America/New_York' });
    for (const time of ['22:00', '23:00', '23:30']) {
      await bot.waitsUntil(`2026-11-22T${time}:00Z`);
      await names(ada, 'Low', 'Sad', 4);
      if (time === '22:00') await ada.presses('Keep a private history');
      expect(ada.sees).not.toContain('Naming it again');
    }
    await bot.waitsUntil('2026-11-23T02:00:00Z');
    await names(ada, 'Low', 'Sad', 4);
    expect(ada.sees).toContain(
      'Naming it again may not add much today. A walk, a person, or rest may do more.',
    );
    expect(ada.labels).toContain('Someone I trust');
    await bot.waitsUntil('2026-11-23T15:00:00Z');
    await names(ada, 'Low', 'Sad', 4);
    expect(ada.sees).not.toContain('Naming it again');
  });
});

describe('a note', () => {
  conversation('is kept with its check-in, and can be changed and taken away', async ({ ada, bot }) => {
    await keeps(ada);
    await ada.presses('Add a note');
    await ada.submits({ note: 'The song in the shop.\n# Again' });
    expect(ada.sees).toContain('> The song in the shop.\n> \\# Again');
    await ada.presses('Change the note');
    expect(partsOf(ada.form.data.components).find(({ type }) => type === 4)).toMatchObject({
      value: 'The song in the shop.\n# Again',
    });
    await ada.submits({ note: 'The second song' });
    await ada.types('/my-data show');
    expect(ada.sees).toContain('> The second song');
    expect(JSON.stringify(await bot.stored(ada.id))).not.toContain('song');
    await ada.types('/checkin history');
    await ada.presses('Read them');
    expect(ada.sees).toContain('> The second song');
    await ada.types('/checkin now');
    await ada.presses('Same as last time');
    await ada.presses('Add a note');
    await ada.submits({ note: '' });
    expect(ada.sees).toContain('There is no note with this check-in now.');
  });

  conversation('sent twice is one note', async ({ ada, bot }) => {
    await keeps(ada);
    const { card } = ada;
    const add = ada.button('Add a note').custom_id ?? '';
    await ada.pressesId(add, card);
    const first = ada.form.id;
    await ada.pressesId(add, card);
    await ada.submits({ note: 'The song' });
    await bot.world.act({ kind: 'submit', person: ada.id, form: first, fields: { note: 'The song' } });
    await ada.types('/my-data show');
    expect(ada.sees.match(/The song/g)).toHaveLength(1);
  });

  conversation(
    'sent after its check-in was deleted is shown, not kept and not lost',
    async ({ ada, bot }) => {
      await keeps(ada);
      await ada.presses('Add a note');
      const form = ada.form.id;
      await ada.types('/my-data delete');
      await ada.presses('Everything');
      await bot.world.act({ kind: 'submit', person: ada.id, form, fields: { note: 'The song' } });
      const card = ada.messages.findLast(({ components }) => JSON.stringify(components).includes('The song'));
      expect(JSON.stringify(card)).toContain('That check-in is not kept any more');
      expect(await bot.stored(ada.id)).not.toHaveProperty('checkins');
    },
  );

  conversation(
    'with words that need a human is answered with the card, and kept by Keep it',
    async ({ ada, bot }) => {
      await keeps(ada);
      await ada.presses('Add a note');
      await ada.submits({ note: 'I want to die.\nAgain.' });
      expect(ada.sees).toContain('What you wrote matters.');
      expect(ada.sees).toContain('> I want to die.\n> Again.');
      await ada.presses('Call or text');
      const beside = ada.messages.find(({ components }) => JSON.stringify(components).includes('Keep it'));
      expect(beside).toBeDefined();
      const keep = partsOf(beside?.components).find(({ label }) => label === 'Keep it')?.custom_id ?? '';
      const noteBefore = JSON.stringify(await bot.stored(ada.id));
      await ada.pressesId(keep, beside);
      expect(ada.sees).toContain('Kept with your check-in:');
      expect(JSON.stringify(await bot.stored(ada.id))).not.toBe(noteBefore);
      await ada.types('/my-data show');
      expect(ada.sees).toContain('> I want to die.\n> Again.');
    },
  );

  conversation('that is only a little like that is kept at once, with a line below it', async ({ ada }) => {
    await keeps(ada);
    await ada.presses('Add a note');
    await ada.submits({ note: 'I have got through nights like this before' });
    expect(ada.sees).toContain('Kept with your check-in:');
    expect(ada.sees).toContain("I can't tell if these words are about danger.");
  });
});

describe('an own word that needs a human', () => {
  conversation('is answered with the card, and goes on by Keep it', async ({ ada, bot }) => {
    await ada.types('/checkin now');
    await ada.presses('My own word');
    await ada.submits({ word: 'want to die' });
    expect(ada.sees).toContain('What you wrote matters.');
    expect(Object.keys(await bot.stored(ada.id))).toEqual(['greeted']);
    await ada.presses('Keep it');
    expect(ada.sees).toContain('> want to die');
    await ada.chooses(strength, '9');
    expect(ada.sees).toContain('Would you like to talk to someone now?');
  });
});

describe('/checkin history', () => {
  conversation('says that there is none, with ways to begin', async ({ ada }) => {
    await ada.types('/checkin history');
    expect(ada.sees).toContain('No history is kept. A check-in works without one.');
    expect(ada.labels.slice(0, 2)).toEqual(['Check in now', 'Keep a private history']);
    await ada.presses('Check in now');
    expect(ada.sees).toContain('Which of these comes nearest?');
  });

  conversation('says it in plain sentences first, and then shows the chart', async ({ ada, bot }) => {
    await keeps(ada);
    await bot.waitsUntil('2026-11-24T09:00:00Z');
    await names(ada, 'Angry', 'Snappy', 6);
    await ada.types('/checkin history', { days: 7 });
    expect(ada.sees).toContain('Your check-ins of the last 7 days');
    expect(ada.sees).toContain('2 check-ins on 2 days, from November 22 to November 24.');
    expect(ada.sees).toContain('Days are counted in UTC.');
    expect(picturesOf(ada.card)).toEqual([]);
    await ada.presses('Show chart');
    const [picture] = picturesOf(ada.card);
    expect(ada.card.attachments.map(({ filename }) => filename)).toEqual(['chart.png']);
    expect(picture?.description).toContain('2 check-ins on 2 days');
    expect(ada.sees).toContain(picture?.description ?? '-');
    await ada.presses('Back');
    expect(ada.labels).toContain('Show chart');
  });

  conversation('shows words in place of the chart to somebody who chose them', async ({ ada }) => {
    await keeps(ada);
    await ada.types('/settings');
    await ada.presses('Turn calm text on');
    await ada.types('/checkin history');
    await ada.presses('Show chart');
    expect(picturesOf(ada.card)).toEqual([]);
    expect(ada.sees).toContain('One check-in');
  });

  conversation('can be read, the newest first, page by page', async ({ ada, bot }) => {
    await keeps(ada);
    for (let hour = 0; hour < 5; hour += 1) {
      await bot.waitsUntil(`2026-11-23T0${String(hour)}:00:00Z`);
      await names(ada, 'Angry', 'Snappy', 6);
      await ada.presses('Add a note');
      await ada.submits({ note: 'so '.repeat(240) });
    }
    await ada.types('/checkin history');
    await ada.presses('Read them');
    expect(ada.sees.match(/Snappy/g)).toHaveLength(4);
    expect(ada.labels).not.toContain('Newer');
    await ada.presses('Older');
    expect(ada.sees).toContain('**Sad**, 4 of 10.');
    expect(ada.labels).not.toContain('Older');
    await ada.presses('Newer');
    expect(ada.labels).toContain('Older');
  });

  conversation('tells what came before easier days, once there is enough of it', async ({ ada, bot }) => {
    await keeps(ada);
    for (let day = 0; day < 14; day += 1) {
      const strong = day % 2 === 0 ? 7 : 3;
      await bot.waitsUntil(`2026-12-${String(day + 1).padStart(2, '0')}T09:00:00Z`);
      await names(ada, 'On guard', 'On edge', strong);
      if (strong === 7) await ada.presses('Look around');
    }
    await ada.types('/checkin history');
    expect(ada.sees).toContain(
      'On the day before 7 of 7 easier days you had opened Look around. That may be chance.',
    );
    expect(ada.sees).not.toContain('because');
  });
});

describe('/my-data delete: Only check-ins', () => {
  conversation('deletes them and nothing else, with a receipt', async ({ ada, bot }) => {
    await ada.types('/settings', { country: 'DE' });
    await keeps(ada);
    await ada.types('/my-data delete');
    await ada.presses('Only check-ins');
    expect(ada.sees).toContain('Check-ins deleted: 1.');
    expect(await bot.stored(ada.id)).not.toHaveProperty('checkins');
    expect(await bot.stored(ada.id)).toHaveProperty('preferences');
    await names(ada, 'Low', 'Sad', 4);
    expect(ada.labels).toContain('Keep a private history');
  });

  conversation('says that there are none', async ({ ada }) => {
    await ada.types('/my-data delete');
    await ada.presses('Only check-ins');
    expect(ada.sees).toContain('There are no check-ins to delete.');
  });
});

describe('a long history', () => {
  conversation('is shown on as many pages as it needs, and is whole in the file', async ({ ada, bot }) => {
    await keeps(ada);
    for (let hour = 0; hour < 9; hour += 1) {
      await bot.waitsUntil(`2026-11-23T0${String(hour)}:00:00Z`);
      await names(ada, 'Angry', 'Snappy', 6);
      await ada.presses('Add a note');
      await ada.submits({ note: `*${String(hour)}* `.padEnd(900, 'x y ') });
    }
    await ada.types('/my-data show');
    const seen: string[] = [ada.sees];
    while (ada.labels.includes('More')) {
      await ada.presses('More');
      seen.push(ada.sees);
    }
    expect(seen.join('\n').match(/Snappy, 6 of 10/g)).toHaveLength(9);
    await ada.types('/my-data export');
    await ada.presses('Make the file');
    expect(ada.card.attachments.map(({ filename }) => filename)).toEqual(['notes.txt']);
  });
});
