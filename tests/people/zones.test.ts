import { describe, expect, test } from 'vitest';
import { createZoneSearch, knownZone, timeIn } from '../../src/people/zones.ts';

const noon = Date.parse('2026-11-22T12:00:00Z');
const search = createZoneSearch();
const found = (typed: string, locale = 'en') => search(typed, locale, noon).map(({ value }) => value);

describe('a time zone', () => {
  test('is found by city, by country in the person’s language and in English, and by part of its name', () => {
    expect(found('lisb')).toEqual(['Europe/Lisbon']);
    expect(found('deutschland', 'de')).toContain('Europe/Berlin');
    expect(found('germany', 'de')).toContain('Europe/Berlin');
    expect(found('são paulo')).toContain('America/Sao_Paulo');
    expect(found('arctica')).toContain('Antarctica/Troll');
  });

  test('of a city comes before those of a country', () => {
    expect(found('colomb')).toEqual(['Asia/Colombo', 'America/Bogota']);
  });

  test('is listed with the time there, as that language writes it', () => {
    expect(search('berlin', 'de', noon)).toEqual([{ name: 'Europe/Berlin (13:00)', value: 'Europe/Berlin' }]);
    expect(timeIn('America/New_York', 'en-US', noon)).toBe('7:00 AM');
  });

  test('is one of a few common ones before anything is typed, 25 at most', () => {
    expect(found('')).toContain('Europe/London');
    expect(found('').length).toBeLessThanOrEqual(25);
    expect(found('a').length).toBe(25);
  });

  test('that nobody knows is none', () => {
    expect(found('middle earth')).toEqual([]);
    expect(knownZone('Middle/Earth')).toBeUndefined();
    expect(knownZone('europe/berlin')).toBe('Europe/Berlin');
    expect(knownZone('Asia/Kolkata')).toBeDefined();
  });
});
