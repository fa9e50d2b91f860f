import { describe, expect } from 'vitest';
import { buttonsOf } from '../bot/parts.ts';
import { conversation } from '../bot.ts';

describe('/explain', () => {
  conversation('shows a page by its id: what it is like, why, and one small thing', async ({ ada }) => {
    await ada.types('/explain', { topic: 'on-edge' });
    expect(ada.sees).toContain('On edge');
    expect(ada.sees).toContain('**Why.**');
    expect(ada.sees).toContain('**One small thing.**');
    expect(ada.labels).toEqual(['Try it now', 'Source', 'Another topic', 'Get help now', 'Hide']);
  });

  conversation('finds what people mean by what they write', async ({ ada }) => {
    await ada.types('/explain', { topic: 'my heart jumps when a key turns in the lock' });
    expect(ada.sees).toContain('On edge');
  });

  conversation('opens the exercise of a page at once', async ({ ada }) => {
    await ada.types('/explain', { topic: 'on-edge' });
    await ada.presses('Source');
    expect(ada.sees).toContain('One small thing: The idea is from the article.');
    await ada.presses('Back');
    await ada.presses('Try it now');
    expect(ada.sees).toContain('Step 1 of 5');
  });

  conversation('names article, headings, author and credit, and goes back', async ({ ada }) => {
    await ada.types('/explain', { topic: 'loneliness' });
    await ada.presses('Source');
    expect(ada.sees).toContain('Irma Hot');
    expect(ada.sees).toContain('https://irmica.com');
    expect(ada.sees).toContain('leaves a trace in your browser');
    expect(buttonsOf(ada.card).some(({ url }) => url?.startsWith('https://irmica.com'))).toBe(true);
    await ada.presses('Back');
    expect(ada.labels).toContain('Try it now');
  });

  conversation('says that the articles do not speak of sleep', async ({ ada }) => {
    await ada.types('/explain', { topic: 'sleep' });
    expect(ada.sees).toMatch(/articles don't speak of this/);
    await ada.presses('Source');
    expect(ada.sees).toContain('Widely used, not from the articles.');
  });

  conversation('says so when no page fits, and offers the nearest and the themes', async ({ ada }) => {
    await ada.types('/explain', { topic: 'how much tax do I pay on a lorry' });
    expect(ada.sees).toContain('I have no page that fits');
    expect(ada.menus.length).toBeGreaterThanOrEqual(4);
    await ada.types('/explain', { topic: '?' });
    expect(ada.sees).not.toContain('These three');
  });

  conversation('without a topic it takes own words, or a pick by theme', async ({ ada }) => {
    await ada.types('/explain');
    expect(ada.menus.map(({ placeholder }) => placeholder)).toContain('My body');
    await ada.chooses('My body', 'On edge');
    expect(ada.sees).toContain('On edge');
    await ada.presses('Another topic');
    await ada.presses('In my own words');
    expect(ada.form.data.title).toBe('In my own words');
    await ada.submits({ words: 'nobody gets it, I have no one to tell' });
    expect(ada.sees).toContain('So alone');
    expect(ada.messages).toHaveLength(1);
  });

  conversation('refuses more than 300 characters in the form itself', async ({ ada }) => {
    await ada.types('/explain');
    await ada.presses('In my own words');
    const outcome = await ada.submits({ words: 'a'.repeat(301) });
    expect(outcome.kind).toBe('failed');
  });

  conversation('lists pages by title while a topic is typed', async ({ ada }) => {
    expect(await ada.isTyping('/explain', 'topic', 'edge')).toContainEqual({
      name: 'On edge',
      value: 'on-edge',
    });
  });
});

describe('Explain this', () => {
  conversation('explains one’s own words as /explain does', async ({ ada }) => {
    const message = await ada.says('I go over every word he said, again and again');
    await ada.usesOn(message, 'Explain this');
    expect(ada.sees).toContain('Stuck on replay');
    expect(ada.sees).not.toContain('What the writer meant');
  });

  conversation(
    'speaks of words like these when somebody else wrote them, to nobody else',
    async ({ ada, bo }) => {
      const message = await bo.says('I go over every word he said, again and again');
      await ada.usesOn(message, 'Explain this');
      expect(ada.sees).toContain('Words like these are often about');
      expect(bo.messages).toEqual([message]);
    },
  );

  conversation(
    'brings the card for worrying about somebody else when they wrote of dying',
    async ({ ada, bo }) => {
      const message = await bo.says('I want to die');
      await ada.usesOn(message, 'Explain this');
      expect(ada.sees).toContain('You are right to take this seriously');
    },
  );

  conversation('goes on as about words of somebody else, where they are', async ({ ada, bo }) => {
    const message = await bo.says('I want to die. I go over every word he said, again and again');
    await ada.usesOn(message, 'Explain this');
    await ada.presses('Go on');
    expect(ada.sees).toContain('Words like these are often about');
  });

  conversation('takes a threat for one that may be meant for the reader', async ({ ada, bo }) => {
    const message = await bo.says('if you leave me I will find you and kill you');
    await ada.usesOn(message, 'Explain this');
    expect(ada.sees).toContain('None of this is your fault');
    await ada.usesOn(await bo.says('he hit me and I am scared to go home'), 'Explain this');
    expect(ada.sees).toContain('Someone may be hurting them');
  });

  conversation(
    'does not take another language for a sign of danger where somebody else wrote it',
    async ({ ada, bo }) => {
      await ada.usesOn(await bo.says('Hola, nos vemos mañana en la estación a las tres'), 'Explain this');
      expect(ada.sees).toContain('I have no page that fits');
    },
  );
});
