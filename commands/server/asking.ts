import { z } from 'zod';
import { UserError } from '../../src/core/errors.ts';
import type { Card } from '../../src/core/reply.ts';
import { knownZone } from '../../src/people/zones.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import { whenOf } from '../nudge/draft.ts';
import { whichHalf, whichZone } from '../nudge/views.ts';
import { setPrompt } from './presses.ts';

/** A daily prompt that may still lack something, which is then asked for. */
interface Draft {
  channel: string;
  /** One minute of the day; two where an hour may be of the morning or of the evening. */
  minutes: readonly number[];
  /** Left out where a name fits several. */
  zone?: string | undefined;
}

/** How a draft travels in a button. */
export type DraftArgs = [channel: string, minutes: string, zone: string];

/** Reads what `draftArgs` wrote. */
export const draftSchema = z
  .tuple([
    z.string().regex(/^\d{1,20}$/),
    z
      .string()
      .regex(/^\d{1,4}(-\d{1,4})?$/)
      .transform(minutes => minutes.split('-').map(Number))
      .refine(minutes => minutes.every(minute => minute <= lastMinute)),
    z.string().refine(zone => zone === '' || knownZone(zone) !== undefined),
  ])
  .transform(([channel, minutes, zone]): Draft => ({ channel, minutes, ...(zone && { zone }) }));

/** Goes on from what was typed: asks back what may mean two things. @throws UserError for a time or a zone that is none. */
export async function askPrompt(
  context: Context,
  server: string,
  asked: { channel: string; time: string; timezone: string },
): Promise<Card> {
  const { minutes, zones } = whenOf(context, asked);
  const draft: Draft = { channel: asked.channel, minutes, ...(zones.length === 1 && { zone: zones[0] }) };
  return askNext(context, server, draft, zones);
}

/** Asks for what a draft still lacks, and sets it where nothing is missing. */
export async function askNext(
  context: Context,
  server: string,
  { channel, minutes, zone }: Draft,
  zones: readonly string[] = [],
): Promise<Card> {
  const wish = (some: readonly number[]) => go('server', 'wish', channel, some.join('-'), zone ?? '');
  if (zone === undefined && zones.length === 0) throw new UserError(context.say('nudge.unknown-zone'));
  if (zone === undefined) return whichZone(context, zones, wish(minutes));
  const [minute = 0, second] = minutes;
  if (second !== undefined) return whichHalf(context, minutes, one => wish([one]));
  return setPrompt(context, server, { channel, minute, zone });
}

const lastMinute = 1439;
