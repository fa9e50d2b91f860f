import { describe, expect } from 'vitest';
import { picturesOf } from '../bot/parts.ts';
import { conversation } from '../bot.ts';
import { library } from '../library/shipped.ts';

const { exercises } = library.words('en');

describe('/settings', () => {
  conversation('shows what holds, and changes it with a button', async ({ ada }) => {
    await ada.types('/settings');
    expect(ada.sees).toContain('Time zone: none chosen');
    expect(ada.sees).toContain('Discreet messages: on');
    await ada.presses('Turn calm text on');
    expect(ada.sees).toContain('Calm text: on');
    await ada.presses('Make messages silent');
    await ada.types('/settings');
    expect(ada.sees).toContain('Calm text: on');
    expect(ada.sees).toContain('Silent messages: on');
  });

  conversation('takes a time zone by city or by country, with the time there', async ({ ada }) => {
    const [berlin] = await ada.isTyping('/settings', 'timezone', 'berl');
    expect(berlin).toEqual({ name: 'Europe/Berlin (9:00 PM)', value: 'Europe/Berlin' });
    const inJapan = await ada.isTyping('/settings', 'timezone', 'japan');
    expect(inJapan.map(({ value }) => value)).toContain('Asia/Tokyo');
    await ada.types('/settings', { timezone: 'Europe/Berlin' });
    expect(ada.sees).toContain('Time zone: Europe/Berlin, where it is 9:00 PM now.');
  });

  conversation('says what it expected of a zone or a country it does not know', async ({ ada }) => {
    await ada.types('/settings', { timezone: 'middle earth' });
    expect(ada.sees).toContain('I know no single time zone called that');
    await ada.types('/settings', { timezone: 'united states' });
    expect(ada.sees).toContain('I know no single time zone called that');
    await ada.types('/settings', { timezone: 'lisb' });
    expect(ada.sees).toContain('Time zone: Europe/Lisbon');
    await ada.types('/settings', { country: 'narnia' });
    expect(ada.sees).toContain('I know no country called that');
  });

  conversation('leaves out of /ground what somebody wants left out', async ({ ada }) => {
    await ada.types('/settings');
    await ada.chooses('What to leave out', 'counting');
    expect(ada.menus[0]?.options.length).toBe(5);
    await ada.types('/ground');
    const shown = new Set([ada.sees.split('\n')[0]]);
    for (let round = 0; round < 20; round += 1) {
      await ada.chooses('Change it', 'A different one');
      shown.add(ada.sees.split('\n')[0]);
    }
    const left = exercises.filter(({ offered, involves }) => offered && !involves.includes('counting'));
    expect(left.length).toBeGreaterThan(2);
    expect(shown).toEqual(new Set(left.map(({ title }) => `### ${title}`)));
    await ada.types('/settings');
    await ada.presses('Leave nothing out');
    expect(ada.labels).not.toContain('Leave nothing out');
  });

  conversation('gives words instead of the picture with calm text', async ({ ada }) => {
    await ada.types('/settings');
    await ada.presses('Turn calm text on');
    await ada.types('/ground', { exercise: 'long-exhale' });
    expect(picturesOf(ada.card)).toEqual([]);
    await ada.presses('Next');
    expect(ada.sees).toContain('one, two, three, four');
  });

  conversation('keeps the country that help lines are for', async ({ ada }) => {
    await ada.types('/settings', { country: 'DE' });
    expect(ada.sees).toContain('Country for help lines: Germany.');
    await ada.types('/help-now');
    expect(ada.sees).toContain('TelefonSeelsorge');
  });
});

describe('/help-now', () => {
  conversation(
    'remembers the country chosen in its form, on every card and on the safety cards',
    async ({ ada, bot }) => {
      await ada.types('/help-now');
      await ada.presses('Choose country');
      await ada.submits({ 'countries-2': ['GB'] });
      await bot.restart();
      await ada.types('/ground');
      await ada.presses('Get help now');
      expect(ada.sees).toContain('999');
      await ada.types('/explain', { topic: 'I want to die' });
      expect(ada.sees).toContain('Samaritans, 116 123 (United Kingdom)');
    },
  );

  conversation('keeps the chosen country when another is looked up once', async ({ ada }) => {
    await ada.types('/settings', { country: 'DE' });
    await ada.types('/help-now', { country: 'IE' });
    expect(ada.sees).toContain('Ireland');
    await ada.types('/help-now');
    expect(ada.sees).toContain('Germany');
  });
});

describe('/ground learns', () => {
  conversation('which one helped most, and begins with it', async ({ ada, bot }) => {
    await ada.types('/ground', { exercise: 'far-sounds' });
    const name = ada.sees.split('\n')[0] ?? '';
    await ada.presses('Stop here');
    await ada.presses('Easier');
    await bot.keeps(ada.id, 'helped');
    await ada.types('/ground');
    expect(ada.sees).toContain(name);
  });

  conversation('which one to leave out; its name still starts it', async ({ ada }) => {
    await ada.types('/ground');
    await ada.presses('Stop here');
    await ada.presses('Harder');
    expect(ada.labels).toEqual(['Leave this one out', 'Stop here', 'Get help now', 'Hide']);
    await ada.presses('Leave this one out');
    expect(ada.sees).toContain('Look around is left out');
    await ada.types('/ground');
    expect(ada.sees).not.toContain('Look around');
    await ada.types('/ground', { exercise: 'orienting' });
    expect(ada.sees).toContain('Look around');
  });

  conversation('to offer no more exercises when it feels harder again within a day', async ({ ada, bot }) => {
    for (const _ of [1, 2]) {
      await ada.types('/ground');
      await ada.presses('Stop here');
      await ada.presses('Harder');
      await bot.keeps(ada.id, 'helped');
    }
    expect(ada.sees).toContain("Let's leave exercises for today");
    expect(ada.labels).toEqual(['Someone I trust', 'My plan', 'Stop here', 'Get help now', 'Hide']);
  });
});

describe('the first card', () => {
  conversation('says once that Steady is a bot, and not again', async ({ ada, bo, bot }) => {
    await ada.types('/ground');
    expect(ada.sees).toContain("I'm a bot. No person reads this");
    await bot.keeps(ada.id, 'greeted');
    await ada.types('/ground');
    expect(ada.sees).not.toContain("I'm a bot.");
    await bo.types('/help');
    expect(bo.sees).toContain("I'm a bot.");
  });
});
