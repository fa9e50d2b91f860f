/** No fault that axe-core finds, in every state of the page that looks different. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ground, type Open, type } from './hands.ts';

export function withoutFaults(open: Open): void {
  for (const colours of ['light', 'dark'] as const)
    for (const width of [1280, 360])
      test(`axe finds no fault in ${colours} colours at ${width} px`, async () => {
        const { page, standin } = await open({ width, height: 760, colours, stored: async () => records });
        const isWide = width > 700;
        await ground(page);
        await type(page, '/');
        expect(await faults(page)).toEqual([]);
        await page.keyboard.press('Escape');
        const behind = page.getByRole('button', { name: 'Behind the page' });
        if (!isWide) await behind.click();
        for (const name of ['What is kept', 'Last answer', 'Lock screen']) {
          await page.getByRole('tab', { name }).click();
          expect(await faults(page), name).toEqual([]);
        }
        const { id } = standin.world.openDm(standin.world.people()[0]?.id ?? '');
        const off = { allowed_mentions: { parse: [] } };
        const say = (content: string, flags = 0) =>
          standin.world.createMessage(id, { content, flags, ...off });
        say('Your note for today is ready.');
        await page.getByRole('listitem').getByText('Your note').waitFor();
        expect(await faults(page), 'a push').toEqual([]);
        await page.keyboard.press('Escape');
        await page.locator('#panel').waitFor({ state: 'hidden' });
        say('Another one.', 1 << 12);
        await page.locator('.toast').waitFor();
        await page.waitForTimeout(300);
        expect(await faults(page), 'shut').toEqual([]);
        if (!isWide) await page.getByRole('button', { name: 'Places and people' }).click();
        await page.getByRole('button', { name: 'New person' }).click();
        await page.locator('.face[aria-pressed=true]', { hasText: 'Kim' }).waitFor();
        await page.waitForTimeout(300);
        expect(await faults(page), 'the side').toEqual([]);
        await page.getByRole('button', { name: 'Reset' }).click();
        expect(await faults(page), 'the question').toEqual([]);
      });
}

/** One line a fault: the rule, and the first element it is about. */
export async function faults(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe.source);
  const found = await page.evaluate('axe.run().then(({ violations }) => violations)');
  return (found as Violation[]).map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  );
}

interface Violation {
  id: string;
  help: string;
  nodes: { html: string }[];
}

const records = {
  preferences: {
    v: 1,
    until: 1_827_187_200_000,
    value: { timeZone: 'Europe/Berlin', leaveOut: [], at: 1_795_000_000_000 },
  },
  plans: {
    v: 1,
    sealed: ['parts'],
    value: { parts: `s1.abcdef.${'x'.repeat(60)}`, within: { days: [1, 2] } },
  },
};
