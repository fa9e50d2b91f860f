/** What a browser complains about: errors, warnings, refused loads, broken rules of the content policy; and the stand-in, when it is over. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { patiently } from './hands.ts';

export interface Complaints {
  /** Waits for one of the browser's like that, which may come after what the page says of it; none like it counts any more. */
  forgive(like: RegExp): Promise<void>;
  /** None like it counts, whoever complains and however often. */
  overlook(like: RegExp): void;
  /** Those that are not forgiven, and of what others complain about. */
  left(others?: readonly string[]): string[];
}

export function complaintsOf(page: Page): Complaints {
  const heard: string[] = [];
  const forgiven: RegExp[] = [];
  const overlooked: RegExp[] = [];
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') heard.push(message.text());
  });
  page.on('pageerror', error => heard.push(error.message));
  const unlike = (all: readonly RegExp[]) => (one: string) => !all.some(like => like.test(one));
  return {
    async forgive(like) {
      await expect.poll(() => heard, patiently).toContainEqual(expect.stringMatching(like));
      forgiven.push(like);
    },
    overlook: like => void overlooked.push(like),
    left: (others = []) => [...heard.filter(unlike(forgiven)), ...others].filter(unlike(overlooked)),
  };
}
