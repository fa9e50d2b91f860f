import { DiscordAPIError, HTTPError } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { described, harmless } from '../../src/discord/errors.ts';

const url = 'http://127.0.0.1/api/v10/interactions/1/a-secret-token/callback';

function refusal(code: number, status = 400) {
  return new DiscordAPIError({ code, message: 'No such thing' }, code, status, 'POST', url, {});
}

describe('an error of Discord’s', () => {
  it.each([10008, 10062, 10015, 40060])('does no harm with code %i, and says why', code => {
    expect(harmless(refusal(code))).toMatch(/^[a-z].+/);
  });

  it('does harm with any other code, and so does any other error', () => {
    expect(harmless(refusal(50007))).toBeUndefined();
    expect(harmless(new Error('10008'))).toBeUndefined();
    expect(harmless(undefined)).toBeUndefined();
  });

  it('is described by its code and sentence, and never by its address', () => {
    const answered = new HTTPError(503, 'Service Unavailable', 'POST', url, {});
    expect(described(refusal(50007, 403))).toEqual({ code: 50007, status: 403, reason: 'No such thing' });
    expect(described(answered)).toEqual({ status: 503, reason: 'Discord answered 503' });
    for (const error of [refusal(50007), answered])
      expect(JSON.stringify(described(error))).not.toContain('a-secret-token');
  });
});

describe('any other error', () => {
  it('is described by what it has', () => {
    const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    expect(described(reset)).toEqual({ code: 'ECONNRESET', reason: 'read ECONNRESET' });
    expect(described(Object.assign(new Error('odd'), { code: 5 }))).toEqual({ reason: 'odd' });
    expect(described('just words')).toEqual({ reason: 'just words' });
  });
});
