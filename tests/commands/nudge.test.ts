import { describe, expect } from 'vitest';
import type { Actor } from '../bot/actor.ts';
import type { Bot } from '../bot/lanes.ts';
import { buttonsOf } from '../bot/parts.ts';
import { conversation } from '../bot.ts';

describe('/nudge on', () => {
  conversation(
    'starts nothing before the yes in the DM, and then comes at the time asked for',
    async ({ ada, bot }) => {
      await ada.types('/nudge on', { time: '08:30', timezone: 'Europe/Berlin' });
      expect(ada.sees).toContain('One more tap, in our DM');
      expect(await bot.stored(ada.id)).not.toHaveProperty('nudges');
      const test = lastDm(ada);
      expect(test.content).toBe('A short note could come here each day. Shall it?');
      expect(buttonsOf(test).map(({ label }) => label)).toEqual(['Yes, start', 'No thanks']);
      await pressesOn(ada, test, 'Yes, start');
      expect(ada.sees).toContain('They are on. The next one comes <t:');
      await expect.poll(() => dms(ada)).toEqual([]);
      await bot.waitsUntil('2026-11-23T07:29:00Z');
      expect(dms(ada)).toEqual([]);
      await bot.waitsUntil('2026-11-23T07:30:00Z');
      expect(dms(ada)).toEqual(['Your note for today is ready.']);
      await bot.waitsUntil('2026-11-23T09:00:00Z');
      expect(dms(ada)).toHaveLength(1);
    },
  );
});

/** The messages of the bot in its DM with somebody, those left out that only they see. */
function dms(actor: Actor): string[] {
  return actor
    .at('own-dm')
    .messages.filter(({ only_for }) => !only_for)
    .map(({ content }) => content);
}

function lastDm(actor: Actor) {
  const message = actor.at('own-dm').messages.findLast(({ only_for }) => !only_for);
  if (!message) throw new Error('Expected a message in the DM, found none.');
  return message;
}

async function pressesOn(actor: Actor, message: ReturnType<typeof lastDm>, label: string): Promise<void> {
  const button = buttonsOf(message).find(button => button.label === label);
  if (!button?.custom_id) throw new Error(`Expected a button "${label}", found none.`);
  await actor.pressesId(button.custom_id, message);
}
