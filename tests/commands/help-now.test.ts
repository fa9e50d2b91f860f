import { describe, expect } from 'vitest';
import { conversation } from '../bot.ts';

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
    await ada.types('/help-now', { country: 'BR' });
    expect(ada.sees).toContain('no checked lines for Brazil');
    expect(ada.sees).toContain('https://findahelpline.com');
  });

  conversation('chooses a country in a form, and keeps it on the way through the doors', async ({ ada }) => {
    await ada.types('/help-now');
    await ada.presses('Choose country');
    await ada.submits({ 'countries-1': ['GB'] });
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
});
