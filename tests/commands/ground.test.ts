import { describe, expect } from 'vitest';
import { picturesOf } from '../bot/parts.ts';
import { conversation } from '../bot.ts';
import { library } from '../library/shipped.ts';

const { exercises } = library.words('en');
const offered = exercises.filter(exercise => exercise.offered).length;

describe('/ground', () => {
  conversation('goes through five steps and ends with one question', async ({ ada }) => {
    await ada.types('/ground');
    expect(ada.sees).toContain('Step 1 of 5');
    expect(ada.labels).toEqual(['Next', 'Skip this step', 'Stop here', 'Get help now', 'Hide']);
    for (const step of [2, 3, 4, 5]) {
      await ada.presses('Next');
      expect(ada.sees).toContain(`Step ${step} of 5`);
    }
    await ada.presses('Next');
    expect(ada.sees).toContain('How does this moment feel now?');
    expect(ada.labels).toEqual(['Easier', 'Same', 'Harder', 'No answer', 'Get help now', 'Hide']);
    await ada.presses('Easier');
    expect(ada.labels).toEqual(['Get help now', 'Hide']);
  });

  conversation('begins with looking around, which nobody nearby would notice', async ({ ada }) => {
    await ada.types('/ground');
    expect(ada.sees).toContain('Look around');
  });

  conversation('stays one message, however often a button is pressed', async ({ ada }) => {
    await ada.types('/ground');
    await ada.presses('Next');
    await ada.presses('Skip this step');
    await ada.presses('Stop here');
    expect(ada.messages).toHaveLength(1);
  });

  conversation('skips a step, and counts stopping as done', async ({ ada }) => {
    await ada.types('/ground');
    await ada.presses('Skip this step');
    expect(ada.sees).toContain('Step 2 of 5');
    await ada.presses('Stop here');
    expect(ada.sees).toContain('How does this moment feel now?');
    await ada.presses('No answer');
    expect(ada.labels).toEqual(['Get help now', 'Hide']);
    expect(ada.sees).not.toContain('Good to know');
  });

  conversation('offers two others when it feels the same', async ({ ada }) => {
    await ada.types('/ground');
    await ada.presses('Stop here');
    await ada.presses('Same');
    const [first = ''] = ada.labels;
    expect(ada.labels.slice(2)).toEqual(['Stop here', 'Get help now', 'Hide']);
    await ada.presses(first);
    expect(ada.sees).toContain(first);
    expect(ada.sees).toContain('Step 1 of');
  });

  conversation('leaves it at one thing to look at when it feels harder', async ({ ada }) => {
    await ada.types('/ground');
    await ada.presses('Stop here');
    await ada.presses('Harder');
    expect(ada.sees).toContain('furthest away');
    expect(ada.labels).toEqual(['Leave this one out', 'Stop here', 'Get help now', 'Hide']);
    await ada.presses('Stop here');
    expect(ada.labels).toEqual(['Get help now', 'Hide']);
  });

  conversation('changes to a different one, and shows none twice before all were shown', async ({ ada }) => {
    await ada.types('/ground');
    const shown = [ada.sees.split('\n')[0]];
    for (let round = 1; round < offered; round += 1) {
      await ada.chooses('Change it', 'A different one');
      shown.push(ada.sees.split('\n')[0]);
    }
    expect(new Set(shown).size).toBe(offered);
    await ada.chooses('Change it', 'A different one');
    expect(ada.sees.split('\n')[0]).toBe(shown[0]);
  });

  conversation('shows all steps at once, and one by one again', async ({ ada }) => {
    await ada.types('/ground');
    await ada.chooses('Change it', 'All steps at once');
    for (const number of [1, 2, 3, 4, 5]) expect(ada.sees).toContain(`**${number}.**`);
    await ada.presses('One step at a time');
    expect(ada.sees).toContain('Step 1 of 5');
  });

  conversation('stays with what works in the dark once it is night', async ({ ada, bot }) => {
    await ada.types('/ground');
    await ada.chooses('Change it', "It's night");
    const first = ada.sees.split('\n')[0];
    await ada.presses('Next');
    expect(ada.sees.split('\n')[0]).toBe(first);
    const seen = new Set([first]);
    for (let round = 0; round < 12; round += 1) {
      await ada.chooses('Change it', 'A different one');
      seen.add(ada.sees.split('\n')[0]);
    }
    expect(seen).not.toContain('### Look around');
    expect(seen.size).toBeGreaterThanOrEqual(3);
    await ada.chooses('Change it', 'All steps at once');
    await ada.presses('One step at a time');
    await ada.presses('Stop here');
    await ada.presses('Same');
    expect(ada.labels).not.toContain('Push the wall');
    expect(bot.wentWrong()).toEqual([]);
  });

  conversation('finds an exercise by its name, while it is typed and when it is sent', async ({ ada }) => {
    expect(await ada.isTyping('/ground', 'exercise', 'look')).toContainEqual({
      name: 'Look around',
      value: 'orienting',
    });
    await ada.types('/ground', { exercise: 'far-sounds' });
    const byId = ada.sees;
    await ada.types('/ground', { exercise: 'zzzz' });
    expect(ada.sees).toContain('no exercise by that name');
    expect(ada.sees).toContain('Look around');
    expect(byId).not.toContain('Look around');
  });

  conversation('shows the pace of the breath as a picture that is also said in words', async ({ ada }) => {
    await ada.types('/ground', { exercise: 'long-exhale' });
    const [picture] = picturesOf(ada.card);
    expect(picture?.description).toMatch(/4 seconds.*6/);
    expect(picture?.media.url).toMatch(/paced-4-6\.gif/);
    await ada.presses('Stop here');
    expect(picturesOf(ada.card)).toEqual([]);
    expect(ada.card.attachments).toEqual([]);
  });

  conversation('says at the end where it comes from', async ({ ada }) => {
    await ada.types('/ground', { exercise: 'orienting' });
    await ada.presses('Stop here');
    expect(ada.sees).toContain('The idea is from the article. The steps are widely used.');
  });

  conversation('goes on after a restart', async ({ ada, bot }) => {
    await ada.types('/ground');
    await ada.presses('Next');
    await bot.restart();
    await ada.presses('Next');
    expect(ada.sees).toContain('Step 3 of 5');
  });
});
