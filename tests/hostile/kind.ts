import { expect } from 'vitest';
import { checkMessage } from '../../src/playground/standin/check/message.ts';
import { checkChoices, checkForm } from '../../src/playground/standin/check/modal.ts';
import { partsOf } from '../bot/parts.ts';
import type { Came } from './target.ts';

/**
 * What must hold of every answer, whatever was asked: one first answer that Discord takes, something to read in it, nothing that is
 * shown as a mention or leads anywhere else than Steady's own words do, and no apology for a bug. `forged`: that it is not as Discord
 * makes it may be noted.
 */
export function expectKind(came: Came, asked: unknown, { forged = false } = {}): void {
  const told = () => JSON.stringify(asked)?.slice(0, 900);
  const logged = forged ? came.logged.filter(line => !line.startsWith(unreadable)) : came.logged;
  expect(logged, `${logged.join('\n')}\n${told()}`).toEqual([]);
  expect(came.first.length, told()).toBe(1);
  for (const body of bodiesOf(came)) {
    expect(checkMessage(body, uploads(came), anyRules).mentionsOff, told()).toBe(true);
  }
  const texts = textsOf(came);
  for (const text of texts) {
    expect(text, told()).not.toMatch(/Something broke/);
    expect(live(text), told()).toEqual([]);
  }
  const [first] = came.first;
  if (first?.type === modal) checkForm((first as { data: unknown }).data);
  else if (first?.type === completion) checkChoices((first as { data: unknown }).data);
  else if (first?.type !== deferredUpdate || came.further.length > 0)
    expect(texts.join('').trim(), told()).not.toBe('');
}

/** Every text of an answer in which Discord would read marks. Labels, hints and choices are plain to it. */
export function textsOf(came: Came): string[] {
  return bodiesOf(came).flatMap(({ content, components = [] }) => [
    ...(content === undefined ? [] : [content]),
    ...partsOf(components).flatMap(part => part.content ?? []),
  ]);
}

/** All that came, as one text: for what must not be in it anywhere. */
export const allOf = (came: Came): string =>
  JSON.stringify([came.first, came.further]) +
  came.files.map(({ data }) => Buffer.from(data as Uint8Array)).join();

/** What Discord would show as a mention, a time, an emoji or a link in disguise. Steady's own times are none of a stranger's. */
function live(text: string): string[] {
  return [...text.matchAll(marks)].filter(({ index }) => !isEscaped(text, index)).map(([mark]) => mark);
}

const marks =
  /@(?:everyone|here)|<@[!&]?\d+>|<#(?!300000000000000001>)\d+>|<\/[^:>]+:\d+>|<a?:\w+:\d+>|<id:\w+>|\[[^\]]*\]\(\s*<?https?:\/\/evil\./g;

/** An odd number of backslashes before it. */
function isEscaped(text: string, at: number): boolean {
  return ((/\\*$/.exec(text.slice(0, at))?.[0].length ?? 0) & 1) === 1;
}

interface Body {
  content?: string;
  components?: object[];
}

function bodiesOf({ first, further }: Came): Body[] {
  const answers = first.flatMap(answer =>
    'data' in answer && (answer.type === message || answer.type === update) ? [answer.data as Body] : [],
  );
  return [...answers, ...(further as Body[])];
}

const uploads = ({ files }: Came) => files.map(({ name, data }) => ({ name, data: data as Uint8Array }));

const unreadable = 'warn: An interaction could not be read';
/** Private, components v2, without a sound. */
const anyRules = { flags: 64 | (1 << 15) | (1 << 12), nonce: true };
const message = 4;
const deferredUpdate = 6;
const update = 7;
const completion = 8;
const modal = 9;
