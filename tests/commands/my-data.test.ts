import { describe, expect } from 'vitest';
import { conversation } from '../bot.ts';

describe('/my-data show', () => {
  conversation('says that nothing is kept, and keeps nothing by saying so', async ({ ada, bot }) => {
    await ada.types('/my-data show');
    expect(ada.sees).toContain('Nothing is kept about you.');
    expect(await bot.stored(ada.id)).toEqual({});
  });

  conversation('tells every record in plain words, why, and until when', async ({ ada, bot }) => {
    await ada.types('/settings', { country: 'DE' });
    await ada.types('/ground', { exercise: 'orienting' });
    await ada.presses('Stop here');
    await ada.presses('Easier');
    await bot.keeps(ada.id, 'helped');
    await ada.types('/my-data show');
    expect(ada.sees).toContain('Country for help lines: Germany');
    expect(ada.sees).toContain('Look around: easier 1, same 0, harder 0.');
    expect(ada.sees).toContain('Why: so that /ground begins with what suits you.');
    expect(ada.sees).toContain('Goes on November 22, 2027');
  });
});

describe('/my-data export', () => {
  conversation('shows it here, words first and JSON second', async ({ ada }) => {
    await ada.types('/settings', { country: 'DE' });
    await ada.types('/my-data export');
    await ada.presses('Show it here');
    expect(ada.sees.indexOf('Country for help lines: Germany')).toBeLessThan(
      ada.sees.indexOf('"country": "DE"'),
    );
    expect(ada.sees).toContain('"country": "DE"');
  });

  conversation('makes a file with a neutral name and a line of warning', async ({ ada }) => {
    await ada.types('/settings', { country: 'DE' });
    await ada.types('/my-data export');
    await ada.presses('Make the file');
    expect(ada.card.attachments.map(({ filename }) => filename)).toEqual(['notes.txt']);
    expect(ada.sees).toContain('Whoever opens this file can read it');
  });
});

describe('/my-data delete', () => {
  conversation('keeps it all when asked to', async ({ ada, bot }) => {
    await ada.types('/settings', { country: 'DE' });
    const { preferences } = await bot.stored(ada.id);
    await ada.types('/my-data delete');
    expect(ada.labels.slice(0, 4)).toEqual([
      'Everything and our messages',
      'Everything',
      'Only check-ins',
      'Keep it all',
    ]);
    await ada.presses('Keep it all');
    expect((await bot.stored(ada.id)).preferences).toEqual(preferences);
  });

  conversation(
    'deletes every record, gives a receipt, and show says that nothing is kept',
    async ({ ada, bot }) => {
      await ada.types('/settings', { country: 'DE' });
      await ada.types('/ground');
      await ada.types('/my-data delete');
      await ada.presses('Everything');
      expect(ada.sees).toMatch(/Records deleted: [12]/);
      expect(ada.sees).toContain("What I can't remove is what Discord itself keeps.");
      expect(await bot.stored(ada.id)).toEqual({});
      await ada.types('/my-data show');
      expect(ada.sees).toContain('Nothing is kept about you.');
      expect(await bot.stored(ada.id)).toEqual({});
    },
  );

  conversation('leaves what others keep as it is', async ({ ada, bo, bot }) => {
    await bo.types('/settings', { country: 'DE' });
    await ada.types('/my-data delete');
    await ada.presses('Everything');
    expect(await bot.stored(bo.id)).not.toEqual({});
  });

  conversation(
    'deletes our messages too, after the receipt',
    async ({ ada }) => {
      ada.at('own-dm');
      await ada.says('hello');
      await expect.poll(() => ada.messages.length).toBe(2);
      await ada.types('/my-data delete');
      await ada.presses('Everything and our messages');
      expect(ada.sees).toContain('My messages in our DM are being deleted now');
      await expect
        .poll(() => ada.messages.filter(({ author, flags }) => author.bot && !((flags ?? 0) & 64)).length)
        .toBe(0);
    },
    { words: true },
  );
});

describe('/my-data tidy', () => {
  conversation(
    'deletes Steady’s own messages in that DM, and says how many',
    async ({ ada }) => {
      ada.at('own-dm');
      await ada.says('hello');
      await expect.poll(() => ada.messages.length).toBe(2);
      await ada.types('/my-data tidy');
      expect(ada.sees).toContain('Deleted: 1 of my messages');
      await ada.types('/my-data tidy');
      expect(ada.sees).toContain('There are no messages of mine');
    },
    { words: true },
  );
});
