import { expect, test } from 'vitest';
import { createMarks } from '../../src/nudges/marks.ts';
import { openMemory } from '../../src/store/memory.ts';
import { storeOn } from '../store/places.ts';

/** What each of several processes remembers, on one store. */
function several() {
  const backend = openMemory();
  return () => createMarks(storeOn(backend));
}

const berlin = 'Europe/Berlin';
const at = (date: string, minute: number) => ({ date: `2026-11-${date}`, minute });

test('of two processes on one store the furthest mark stands, whoever writes last', async () => {
  const process = several();
  const [one, other, third] = [process(), process(), process()];
  one.advance(berlin, at('23', 510), 0);
  await one.save();
  other.advance(berlin, at('23', 500), 0);
  other.advance('Asia/Tokyo', at('23', 900), 0);
  await other.save();
  await third.load();
  expect([third.looked(berlin), third.looked('Asia/Tokyo')]).toEqual([at('23', 510), at('23', 900)]);
});

test('a mark of a clock that was far ahead does not stand', async () => {
  const process = several();
  const [wrong, right, later] = [process(), process(), process()];
  wrong.advance(berlin, { date: '2027-11-23', minute: 510 }, 0);
  await wrong.save();
  right.advance(berlin, at('23', 511), 0);
  await right.save();
  await later.load();
  expect(later.looked(berlin)).toEqual(at('23', 511));
});
