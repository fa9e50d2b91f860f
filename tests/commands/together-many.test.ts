import { readdirSync, readFileSync } from 'node:fs';
import { join as path } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { SeenMessage } from '../../src/playground/standin/contract.ts';
import type { Actor } from '../bot/actor.ts';
import { idOn, nowSeen, saysNow } from '../bot/group.ts';
import { admin, botOnFile, type OnFile } from '../bot/on-file.ts';
import { textOf } from '../bot/parts.ts';

/** The real bot over the stand-in with Discord's own limits, and a message that all see. */
let bot: OnFile;

afterEach(() => bot.close());

async function posted(parts: Parameters<typeof botOnFile>[0] = {}): Promise<SeenMessage> {
  bot = await botOnFile(parts);
  await bot.person(admin).types('/server together', { state: 'on' });
  const starter = bot.person(0);
  await starter.types('/ground', { together: true });
  await starter.presses('Post it');
  return starter.card;
}

test('200 people join within seconds: all are counted, the message changes once a second at most, and nobody is named', async () => {
  const message = await posted();
  const people = Array.from({ length: 200 }, (_, n) => bot.person(n + admin + 1));
  const joining: Promise<void>[] = [];
  const start = performance.now();
  for (const person of people) {
    joining.push(joins(person, message));
    await sleep(withinMs / people.length);
  }
  await Promise.all(joining);
  await expect
    .poll(() => saysNow(bot.person(0), message), { timeout: 10_000 })
    .toContain('201 people are here.');
  const changes = bot.world.changesOf(message.id);
  const gaps = changes.slice(1).map((at, index) => at - (changes[index] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(990);
  const seconds = (performance.now() - start) / 1_000;
  expect(changes.length).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
  expect(bot.world.problems).toEqual([]);
  expect(bot.lines.filter(({ level }) => level !== 'info')).toEqual([]);
  const kept = bytes();
  expect(people.filter(({ id }) => kept.includes(id))).toEqual([]);
}, 120_000);

test('a change that Discord loses twice is made up for by the next press', async () => {
  const message = await posted({ editEveryMs: 50 });
  bot.world.faults.next(`PATCH ${original}`, { kind: 'status', status: 403, code: 50_013 });
  bot.world.faults.next(`PATCH ${original}`, { kind: 'status', status: 403, code: 50_013 });
  await joins(bot.person(1), message);
  await expect
    .poll(() => bot.lines.map(line => line.message))
    .toContain('A message for all could not be changed');
  expect(saysNow(bot.person(0), message)).toContain('1 person is here.');
  await joins(bot.person(1), message);
  await expect.poll(() => saysNow(bot.person(0), message)).toContain('2 people are here.');
});

/** Everybody is told privately that they are in. The message may change for another press before. */
async function joins(person: Actor, message: SeenMessage): Promise<void> {
  await person.pressesId(idOn(nowSeen(person, message), 'Join'), message);
  const told = () => person.messages.filter(({ only_for }) => only_for === person.id).map(textOf);
  await expect.poll(() => told().at(-1), { timeout: 30_000 }).toContain('Nobody sees who.');
}

/** Everything that lies beside the store and in it. */
const bytes = () => Buffer.concat(readdirSync(bot.folder).map(name => readFileSync(path(bot.folder, name))));

const withinMs = 6_000;
const original = '/webhooks/:app/:token/messages/:message';
