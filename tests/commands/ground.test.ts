import { describe, expect } from 'vitest';
import { conversation } from '../bot.ts';

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
    await ada.presses('Easier');
    expect(ada.labels).toEqual(['Get help now', 'Hide']);
  });
});
