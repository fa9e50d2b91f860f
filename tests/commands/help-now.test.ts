import { describe, expect, it } from 'vitest';
import { commandsFolder, routerOf } from '../../src/app.ts';
import type { HelpLine } from '../../src/library/schema.ts';
import { loadCommands } from '../../src/router/registry.ts';
import { isAllDay, standsAlone } from '../../src/safety/lines.ts';
import type { Actor } from '../bot/actor.ts';
import { buttonsOf, partsOf } from '../bot/parts.ts';
import { conversation } from '../bot.ts';
import { detect, library } from '../library/shipped.ts';
import { keptIn } from '../people/kept.ts';

describe('/help-now', () => {
  conversation('without a country guesses none and never asks first', async ({ ada }) => {
    await ada.types('/help-now');
    expect(ada.sees).toContain('your local emergency number');
    expect(ada.sees).toContain('https://findahelpline.com');
    expect(ada.sees).not.toMatch(/911|988/);
    expect(ada.labels.slice(0, 4)).toEqual(['Someone I trust', 'My plan', 'Call or text', 'Steady me now']);
    expect(ada.labels).toContain('Choose country');
  });

  conversation('with a country shows its emergency number and one line first', async ({ ada }) => {
    await ada.types('/help-now', { country: 'DE' });
    expect(ada.sees).toContain('112');
    expect(ada.sees).toContain('TelefonSeelsorge');
    expect(ada.sees).toContain('Germany');
    expect(ada.labels).toContain('Other country');
  });

  conversation('takes a country by name, in English and in the person’s language', async ({ ada, bot }) => {
    expect(await ada.isTyping('/help-now', 'country', 'germ')).toEqual([{ name: 'Germany', value: 'DE' }]);
    bot.world.change(ada.id, { locale: 'de' });
    expect(await ada.isTyping('/help-now', 'country', 'deutsch')).toEqual([
      { name: 'Deutschland', value: 'DE' },
    ]);
    await ada.types('/help-now', { country: 'Deutschland' });
    expect(ada.sees).toContain('TelefonSeelsorge');
  });

  conversation('says so for a country it has no lines for, and names directories', async ({ ada }) => {
    for (const [country, name, number] of [
      ['KE', 'Kenya', '999 / 112** (Kenya)'],
      ['PE', 'Peru', 'your local emergency number'],
    ] as const) {
      await ada.types('/help-now', { country });
      expect(ada.sees).toContain(number);
      expect(ada.sees).toContain(`no checked lines for ${name}`);
      expect(ada.sees).toContain('https://findahelpline.com');
    }
  });

  conversation('chooses a country in a form, and keeps it on the way through the doors', async ({ ada }) => {
    await ada.types('/help-now');
    await ada.presses('Choose country');
    await ada.submits({ 'countries-2': ['GB'] });
    expect(ada.sees).toContain('999');
    await ada.presses('Call or text');
    expect(ada.sees).toContain('Samaritans');
    await ada.presses('Get help now');
    expect(ada.sees).toContain('999');
  });

  conversation(
    'shows the local emergency number when the form was sent without a choice',
    async ({ ada }) => {
      await ada.types('/help-now');
      await ada.presses('Choose country');
      await ada.submits({});
      expect(ada.sees).toContain('No country was chosen');
    },
  );

  conversation(
    'lists three lines at most, each with its country and the date it was checked, one of them silent',
    async ({ ada }) => {
      await ada.types('/help-now', { country: 'US' });
      await ada.presses('Call or text');
      const checked = ada.sees.match(/Last checked/g) ?? [];
      expect(checked.length).toBeGreaterThanOrEqual(1);
      expect(checked.length).toBeLessThanOrEqual(3);
      expect(ada.sees.match(/\(United States\)/g)?.length).toBeGreaterThanOrEqual(checked.length);
      expect(ada.sees).toContain("Can't speak aloud?");
      expect(ada.sees).toContain('741741');
      await ada.presses('What happens if I call');
      expect(ada.sees).toContain('hang up');
    },
  );

  conversation('says what may happen on a call, true of any line and promising nothing', async ({ ada }) => {
    for (const { code, lines, emergency } of library.countries) {
      await ada.types('/help-now', { country: code });
      await ada.presses('Call or text');
      await ada.presses('What happens if I call');
      for (const said of ['you may wait', 'hang up at any time', 'need not give a name', 'in the call list'])
        expect(ada.sees, code).toContain(said);
      for (const { name } of lines) expect(ada.sees, code).not.toContain(name);
      for (const number of emergency.numbers) expect(ada.sees, code).not.toContain(number);
      expect(ada.sees, code).not.toMatch(
        /confidential|anonymous|free of charge|day and night|24\/7|promise/i,
      );
    }
  });

  conversation('keeps to what may be shown, in every country that ships', async ({ ada }) => {
    for (const { code, lines, emergency } of library.countries) {
      const name = english.of(code) ?? '';
      const danger = `**In danger now? Call ${emergency.numbers.join(' / ')}** (${name}).`;
      await ada.types('/help-now', { country: code });
      expect(ada.sees.startsWith(danger), code).toBe(true);
      expectFreshAndNamed(ada, code, name, 1);
      await ada.presses('Call or text');
      expect(ada.sees, code).toContain(danger);
      expectFreshAndNamed(ada, code, name, 3);
      const shown = linesOn(ada.sees, lines);
      if (shown.length === 1) expect(shown.every(isAllDay), code).toBe(true);
      if (!shown.some(standsAlone)) expect(ada.sees, code).toContain('https://findahelpline.com');
      for (const { kind, name } of lines)
        if (kind === 'abuse') expect(ada.sees, code).not.toContain(`**${name}**`);
      await ada.types('/help-now', { country: code });
      await ada.presses('If someone hurts you');
      expect(ada.sees, code).toContain(danger);
      expectFreshAndNamed(ada, code, name, 6);
      for (const { kind, audience } of linesOn(ada.sees, lines)) {
        expect(kind, code).toBe('abuse');
        if (audience) expect(ada.sees, code).toContain(`For: ${audience}`);
      }
    }
  });

  it('shows the emergency number and a directory where every line is older than twelve months', async () => {
    const old = library.countries.map(country => ({
      ...country,
      lines: country.lines.map(line => ({ ...line, checkedOn: '2025-11-21' })),
    }));
    for (const { code, lines, emergency } of old) {
      for (const action of ['open', 'lines', 'support', 'abuse', 'pass-on']) {
        const card = await pressed(action, code, { ...library, countries: old });
        expect(card, `${code} ${action}`).toContain('https://findahelpline.com');
        expect(card, `${code} ${action}`).not.toContain('Last checked');
        for (const { website } of lines) expect(card, `${code} ${action}`).not.toContain(`: ${website}`);
        if (action !== 'support') expect(card, `${code} ${action}`).toContain(emergency.numbers.join(' / '));
      }
      const why = lines.some(({ kind }) => kind === 'crisis') ? 'too old to show' : 'no checked lines';
      for (const action of ['open', 'lines'])
        expect(await pressed(action, code, { ...library, countries: old }), code).toContain(why);
    }
  });

  it('says in the first view that there are no lines only where there are none', async () => {
    const country = library.countries.find(({ code }) => code === 'DE');
    if (!country) throw new Error('expected DE among the countries, came none');
    const lines = country.lines.map(line => ({ ...line, audience: 'Bremen' }));
    const some = { ...library, countries: [{ ...country, lines }] };
    expect(await pressed('open', 'DE', some)).toMatch(/Free lines, by country:\\nhttps:\/\/findahelpline/);
    expect(await pressed('open', 'DE', some)).not.toMatch(/no checked|too old|TelefonSeelsorge/);
    expect(await pressed('lines', 'DE', some)).toMatch(/TelefonSeelsorge[\s\S]*For: Bremen/);
  });

  conversation('opens the four doors', async ({ ada }) => {
    await ada.types('/help-now');
    await ada.presses('Someone I trust');
    expect(ada.sees).toContain('someone who has felt safe to you');
    await ada.presses('Copy this one');
    expect(ada.sees.split('\n')).toHaveLength(1);
    await ada.types('/help-now');
    await ada.presses('My plan');
    expect(ada.sees).toContain('You have no plan here yet');
    await ada.types('/help-now');
    await ada.presses('Steady me now');
    expect(ada.sees).toContain('Step 1 of 5');
  });

  conversation('keeps abuse lines under their own button, with whom each is for', async ({ ada }) => {
    await ada.types('/help-now', { country: 'GB' });
    await ada.presses('If someone hurts you');
    expect(ada.sees).toContain('For: men');
    expect(ada.sees).toContain('None of it is your fault');
  });

  conversation(
    'leads someone under 18 to the emergency number, a directory and one adult',
    async ({ ada }) => {
      await ada.types('/help-now', { country: 'IE' });
      await ada.presses("I'm under 18");
      expect(ada.sees).toContain('112');
      expect(ada.sees).toContain('https://findahelpline.com');
      expect(ada.sees).toMatch(/teacher|doctor/);
    },
  );

  conversation('gives a moderator plain lines of one country to copy', async ({ ada }) => {
    await ada.types('/help-now', { country: 'DE' });
    await ada.presses('Text to pass on');
    expect(ada.sees).toMatch(/```\n?Emergency in Germany: 112/);
  });

  conversation('has lines for when it is not an emergency', async ({ ada }) => {
    await ada.types('/help-now', { country: 'US' });
    await ada.presses('Not an emergency');
    expect(ada.sees).toContain('https://findahelpline.com');
  });

  conversation('never guesses a country, and says so of what it does not know', async ({ ada }) => {
    for (const typed of ['Icelnd', 'EU', 'zz', 'Atlantis', '..']) {
      await ada.types('/help-now', { country: typed });
      expect(ada.sees.split('\n')[0], typed).toBe("I don't know a country by that name.");
      expect(ada.sees, typed).toContain('your local emergency number');
      expect(ada.labels, typed).toContain('Choose country');
    }
    await ada.types('/help-now', { country: '  ' });
    expect(ada.sees).not.toContain("I don't know a country");
  });

  conversation('shows no kept country for one it does not know', async ({ ada }) => {
    await ada.types('/help-now', { country: 'DE' });
    await ada.types('/help-now', { country: 'Germny' });
    expect(ada.sees).not.toContain('Germany');
  });

  conversation('takes codes and names people use, blanks around them too', async ({ ada }) => {
    for (const [typed, shown] of [
      ['UK', 'Samaritans** (United Kingdom)'],
      [' us ', '911** (United States)'],
      ['peru', 'no checked lines for Peru'],
      ['Brazil', '192 / 190** (Brazil)'],
      ['Iran', 'no checked lines for Iran'],
    ] as const) {
      await ada.types('/help-now', { country: typed });
      expect(ada.sees, typed).toContain(shown);
      expect(ada.sees, typed).not.toContain("I don't know a country");
    }
  });

  conversation('has a safety card before it without a second way to the same card', async ({ ada }) => {
    await ada.types('/help-now', { country: 'I want to die' });
    expect(ada.labels).not.toContain('Go on');
    expectEachIdOnce(ada, 'safety card');
  });

  conversation('carries no id twice on one card', async ({ ada }) => {
    for (const country of ['', 'DE', 'KE', 'PE']) {
      for (const door of ['', ...doors]) {
        await ada.types('/help-now', country ? { country } : {});
        if (door && !ada.labels.includes(door)) continue;
        if (door) await ada.presses(door);
        expectEachIdOnce(ada, `${country} ${door}`);
      }
    }
  });

  conversation(
    'heads every silent channel with "Can\'t speak aloud?", and names it there',
    async ({ ada }) => {
      for (const [country, channel] of [
        ['CA', 'Text 988'],
        ['AU', 'Text 0477 13 11 14'],
        ['NZ', 'Text 1737'],
        ['DE', 'https://online.telefonseelsorge.de'],
        ['AT', 'https://chat.onlineberatung-telefonseelsorge.at'],
        ['CH', 'https://www.143.ch'],
        ['NL', 'https://www.113.nl'],
        ['GB', 'Text SHOUT to 85258'],
      ] as const) {
        await ada.types('/help-now', { country });
        await ada.presses('Call or text');
        const [spoken = '', silent = ''] = ada.sees.split("Can't speak aloud?");
        expect(silent, country).toContain(channel);
        expect(spoken, country).not.toMatch(/^(?:Text |Chat:)/m);
      }
      await ada.types('/help-now', { country: 'FR' });
      await ada.presses('Call or text');
      expect(ada.sees).not.toContain("Can't speak aloud?");
    },
  );

  conversation('tells the hours of a phone from those of its chat', async ({ ada }) => {
    await ada.types('/help-now', { country: 'AT' });
    expect(ada.sees).toContain('By phone day and night');
    expect(ada.sees).not.toContain('Day and night');
    await ada.presses('Call or text');
    expect(ada.sees).not.toContain('Day and night');
    expect(ada.sees.split("Can't speak aloud?")[1]).toContain('Chat 16:00-23:00.');
  });

  conversation('names languages where they are not only the reader’s own', async ({ ada, bot }) => {
    await ada.types('/help-now', { country: 'DE' });
    await ada.presses('Call or text');
    expect(ada.sees).toContain('Languages: German.');
    await ada.types('/help-now', { country: 'US' });
    await ada.presses('Call or text');
    expect(ada.sees).toMatch(/-# Languages: English, Spanish\. Press 1 for veterans/);
    expect(ada.sees.match(/Languages:/g)).toHaveLength(1);
    bot.world.change(ada.id, { locale: 'de' });
    await ada.types('/help-now', { country: 'DE' });
    await ada.presses('Call or text');
    expect(ada.sees).not.toContain('Languages:');
  });

  conversation('puts directories below lines that may be closed or are for some only', async ({ ada }) => {
    for (const [country, door] of [
      ['IN', 'Not an emergency'],
      ['CA', 'If someone hurts you'],
      ['FR', 'If someone hurts you'],
      ['DE', 'If someone hurts you'],
      ['GB', 'If someone hurts you'],
    ] as const) {
      await ada.types('/help-now', { country });
      await ada.presses(door);
      expect(ada.sees, `${country} ${door}`).toMatch(
        /Last checked[\s\S]*These pages list others by topic:\nhttps:\/\/findahelpline.com/,
      );
    }
    await ada.types('/help-now', { country: 'NL' });
    await ada.presses('If someone hurts you');
    expect(ada.sees).not.toContain('findahelpline');
  });

  conversation('speaks of no lines where it has none', async ({ ada }) => {
    await ada.types('/help-now', { country: 'DE' });
    await ada.presses('Not an emergency');
    expect(ada.sees).not.toContain('Lines for talking');
    expect(ada.sees).toMatch(/These pages list others by topic\.\nhttps/);
    await ada.types('/help-now', { country: 'TR' });
    await ada.presses('If someone hurts you');
    expect(ada.sees).not.toContain('These lines');
    expect(ada.sees).toContain('None of it is your fault');
    await ada.types('/help-now', { country: 'TR' });
    await ada.presses('Call or text');
    expect(ada.sees).toContain('no checked lines for Türkiye. These pages list others by topic.\nhttps');
  });

  conversation('puts country, page and date beside every line to pass on', async ({ ada }) => {
    await ada.types('/help-now', { country: 'NZ' });
    await ada.presses('Text to pass on');
    const lines = ada.sees.split('\n\n').slice(1, -1);
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toMatch(/\(New Zealand\)[\s\S]*Last checked .*\d{4}: https:/);
  });

  it('leads to a country where there is nothing to pass on', async () => {
    expect(await pressed('pass-on', '')).toMatch(/No country is chosen yet[\s\S]*Choose country/);
    expect(await pressed('pass-on', 'PE')).toMatch(/no checked lines for Peru[\s\S]*Other country/);
    expect(await pressed('pass-on', '')).not.toContain('Emergency in');
    expect(await pressed('pass-on', 'PE')).not.toContain('Emergency in');
  });

  it('takes an old link with what is no country for none, and with another code for the same country', async () => {
    expect(await pressed('open', 'EU')).toContain('Choose country');
    expect(await pressed('open', 'UK')).toContain('Samaritans');
  });

  conversation('lets someone under 18 choose a country, and praises nobody', async ({ ada }) => {
    await ada.types('/help-now');
    await ada.presses("I'm under 18");
    expect(ada.sees).not.toMatch(/did right|well done|good (?:job|that)/i);
    await ada.presses('Choose country');
    expect(ada.form.data.title).toBe('Choose country');
  });

  conversation('shows one text to send at a time, its button below it', async ({ ada }) => {
    await ada.types('/help-now', { country: 'DE' });
    await ada.presses('Someone I trust');
    const [first] = ada.sees.match(/^> .*/m) ?? [];
    expect(ada.labels).toEqual(['Copy this one', 'Another text', 'Get help now', 'Hide']);
    await ada.presses('Another text');
    const [second] = ada.sees.match(/^> .*/m) ?? [];
    expect(second).not.toBe(first);
    await ada.presses('Copy this one');
    expect(`> ${ada.sees}`).toBe(second);
    expect(ada.button('Get help now').custom_id).toBe('help-now:open:DE');
  });

  conversation('sends nobody to whoever happens to be near', async ({ ada }) => {
    await ada.types('/help-now');
    await ada.presses('My plan');
    expect(ada.sees).toContain('where someone is who has felt safe to you');
  });

  conversation(
    'stays low enough for a phone: the emergency number, one line, then the buttons',
    async ({ ada }) => {
      for (const country of ['', ...library.countries.map(({ code }) => code), 'PE']) {
        await ada.types('/help-now', country ? { country } : {});
        expect(ada.sees, country).toMatch(/^\*\*In danger now\?/);
        expect(wrappedLines(ada.sees), country).toBeLessThanOrEqual(14);
        const rows = partsOf(ada.card.components).filter(({ type }) => type === 1);
        expect(rows.length, country).toBeLessThanOrEqual(3);
      }
    },
  );
});

const doors = [
  'Someone I trust',
  'My plan',
  'Call or text',
  'Not an emergency',
  "I'm under 18",
  'If someone hurts you',
  'Text to pass on',
];

function expectEachIdOnce(who: Actor, card: string) {
  const ids = buttonsOf(who.card).map(({ custom_id }) => custom_id);
  expect(new Set(ids).size, `${card}: ${ids.join(' ')}`).toBe(ids.length);
}

const english = new Intl.DisplayNames('en', { type: 'region' });
const today = Date.parse('2026-11-22');
const aYearAgo = Date.parse('2025-11-22');

/** The lines whose name heads a part of a card. */
const linesOn = (words: string, lines: readonly HelpLine[]) =>
  lines.filter(({ name }) => words.includes(`**${name}** (`));

/** At most so many lines, each with its country beside its name and a date of the last twelve months. */
function expectFreshAndNamed(who: Actor, code: string, name: string, most: number) {
  const dates = [...who.sees.matchAll(/Last checked ([^:]+): https?:/g)].map(([, date = '']) =>
    Date.parse(date),
  );
  expect(dates.length, code).toBeLessThanOrEqual(most);
  for (const date of dates) expect(date, code).toBeGreaterThanOrEqual(aYearAgo);
  const headings = who.sees.split('\n').filter(line => /^\*\*(?!In danger|Can't speak)/.test(line));
  expect(headings.length, code).toBeGreaterThanOrEqual(dates.length);
  for (const heading of headings) expect(heading.endsWith(`** (${name})`), `${code} ${heading}`).toBe(true);
}

/** How many lines the words take where about forty letters fit in one. */
const wrappedLines = (words: string) =>
  words.split('\n').reduce((sum, line) => sum + Math.ceil(line.length / 40), 0);

const registry = await loadCommands(commandsFolder);

/** The card of a button that no card of today carries, as it is sent. */
async function pressed(action: string, country: string, shown = library): Promise<string> {
  const clock = { now: () => today };
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const router = routerOf(registry, () => shown, {
    operator: {},
    makeDetector: () => detect,
    log,
    clock,
    ...keptIn({ now: () => 0 }, log),
  });
  const caller = {
    id: '1',
    locale: 'en-US',
    place: 'server',
    channel: '1',
    managesServer: false,
    mayWrite: true,
  } as const;
  const { reply } = router.answer({
    kind: 'action',
    caller,
    command: 'help-now',
    action,
    args: [country],
    values: [],
    onPrivate: true,
  });
  return JSON.stringify(await reply);
}
