import { describe, expect } from 'vitest';
import { conversation } from '../bot.ts';

describe('/help', () => {
  conversation('opens an exercise, or a form for own words, with one tap', async ({ ada }) => {
    await ada.types('/help');
    await ada.presses('I feel bad right now');
    expect(ada.sees).toContain('Step 1 of 5');
    await ada.types('/help');
    await ada.presses('In my own words');
    await ada.submits({ words: 'I jump at every sound' });
    expect(ada.sees).toContain('On edge');
  });
});

describe('/about', () => {
  conversation(
    'says what it is not, credits both articles, and gives privacy in five lines',
    async ({ ada }) => {
      await ada.types('/about');
      expect(ada.sees).toContain('not a person and not therapy');
      expect(ada.sees).toContain('Irma Hot');
      expect(ada.sees).toContain('rosarioalivia');
      expect(ada.sees).toContain('hosted by A friend of yours');
      expect(ada.sees).toContain('steady@example.org');
      expect(ada.labels).toContain('Privacy policy');
      expect(ada.sees.split('Your privacy')[1]?.match(/^- /gm)).toHaveLength(5);
    },
  );
});

describe('Hide', () => {
  conversation('takes the card away at once', async ({ ada }) => {
    await ada.types('/ground');
    const outcome = await ada.presses('Hide');
    expect(outcome.kind).toBe('deleted');
    expect(ada.messages).toEqual([]);
  });
});

describe('wording that needs a human', () => {
  conversation(
    'comes before what was asked, and Go on carries that without the words',
    async ({ ada, bot }) => {
      await ada.types('/explain', { topic: 'I want to die and I jump at every sound' });
      expect(ada.sees).toContain('What you wrote matters');
      expect(ada.sees).toContain('I am a bot and no person reads this');
      expect(ada.sees).toContain('If this card goes away: /help-now');
      expect(JSON.stringify(bot.sent)).not.toContain('jump at every sound');
      await ada.presses('Go on');
      expect(ada.labels).toContain('Try it now');
    },
  );

  conversation('is found in a form', async ({ ada }) => {
    await ada.types('/explain');
    await ada.presses('In my own words');
    await ada.submits({ words: "he hit me and I'm scared to go home" });
    expect(ada.sees).toContain('None of this is your fault');
  });

  conversation(
    'puts Get help now first in the choices while it is typed, and sending that opens it',
    async ({ ada }) => {
      const [first] = await ada.isTyping('/explain', 'topic', 'i want to kill myself');
      expect(first).toEqual({ name: 'Get help now', value: 'help' });
      await ada.types('/explain', { topic: 'help' });
      expect(ada.labels.slice(0, 4)).toEqual(['Someone I trust', 'My plan', 'Call or text', 'Steady me now']);
    },
  );

  conversation(
    'stays the same card when a country is chosen on it, with its numbers and Go on',
    async ({ ada }) => {
      await ada.types('/explain', { topic: "he hit me last night and I can't stop shaking" });
      await ada.presses('Choose country');
      await ada.submits({ 'countries-2': ['US'] });
      expect(ada.sees).toContain('None of this is your fault');
      expect(ada.sees).toContain('911 (United States)');
      expect(ada.sees).toContain('1-800-799-7233');
      await ada.presses('Go on');
      expect(ada.labels).toContain('Another topic');
    },
  );

  conversation('comes first whatever it was typed into, a name of a country too', async ({ ada }) => {
    for (const [command, option] of [
      ['/help-now', 'country'],
      ['/ground', 'exercise'],
      ['/settings', 'timezone'],
    ] as const) {
      await ada.types(command, { [option]: 'I want to die' });
      expect(ada.sees).toContain('What you wrote matters');
    }
  });

  conversation('is not seen in a name that is in another language', async ({ ada }) => {
    for (const country of ['भारत', '日本']) {
      await ada.types('/help-now', { country });
      expect(ada.labels.slice(0, 2)).toEqual(['Someone I trust', 'My plan']);
    }
  });
});

describe("plain words in Steady's own DM", () => {
  conversation(
    'get one line, and no second one within the hour',
    async ({ ada }) => {
      ada.at('own-dm');
      await ada.says('hello?');
      await expect.poll(() => ada.messages.length).toBe(2);
      await ada.says('anyone there?');
      await ada.types('/help');
      expect(ada.messages.filter(({ author, flags }) => author.bot && !((flags ?? 0) & 64))).toHaveLength(1);
    },
    { words: true },
  );

  conversation(
    'get the way to help every time they ask for it',
    async ({ ada }) => {
      ada.at('own-dm');
      await ada.says('hello?');
      await expect.poll(() => ada.messages.length).toBe(2);
      await ada.says('I need help now');
      await expect.poll(() => ada.messages.length).toBe(4);
    },
    { words: true },
  );

  conversation(
    'get the card each time when they need a human, silently',
    async ({ ada }) => {
      ada.at('own-dm');
      await ada.says('I want to die');
      await expect.poll(() => ada.messages.length).toBe(2);
      await ada.says('I really want to die');
      await expect.poll(() => ada.messages.length).toBe(4);
      const answer = ada.messages.at(-1);
      expect(JSON.stringify(answer)).toContain('What you wrote stays in this chat');
      expect((answer?.flags ?? 0) & (1 << 12)).toBe(1 << 12);
      await ada.hidesLast();
      await expect.poll(() => ada.messages.length).toBe(3);
    },
    { words: true },
  );
});
