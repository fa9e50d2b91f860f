import type { AppParts } from '../../src/app.ts';
import { botOnFile, type OnFile } from '../bot/on-file.ts';

/** The real bot on a file, with its health served. */
export interface Served extends OnFile {
  clock: { time: number; now(): number };
  ask: (path: string, method?: string) => Promise<{ status: number; text: string; headers: Headers }>;
  /** Moves the time forward, to an instant as it is written in UTC, and sends what is due then. */
  waitsUntil: (instant: string) => Promise<void>;
}

export async function served(parts: Partial<AppParts> & { heartbeatMs?: number } = {}): Promise<Served> {
  const clock = { time: Date.parse('2026-11-22T20:00:00Z'), now: () => clock.time };
  const bot = await botOnFile({ clock, health: { port: 0, host: '127.0.0.1' }, ...parts });
  const address = `http://127.0.0.1:${bot.app.healthPort}`;
  return {
    ...bot,
    clock,
    async ask(path, method = 'GET') {
      const answer = await fetch(`${address}${path}`, { method });
      return { status: answer.status, text: await answer.text(), headers: answer.headers };
    },
    async waitsUntil(instant) {
      await bot.app.tick();
      clock.time = Date.parse(instant);
      await bot.app.tick();
    },
  };
}
