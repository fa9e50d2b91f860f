import { z } from 'zod';
import { type PersonKind, untilOf } from './kind.ts';

/** How somebody wants Steady to be with them. */
export type Preferences = z.infer<typeof schema>;

/** What an exercise can be left out for. */
export const leaveOuts = ['breath', 'body', 'touch', 'smell', 'counting'] as const;
export type LeaveOut = (typeof leaveOuts)[number];

const schema = z.object({
  usedOn: z.string(),
  /** IANA name. */
  timeZone: z.string().optional(),
  /** ISO code; chosen, never guessed. */
  country: z.string().optional(),
  /** Words instead of pictures. */
  calmText: z.boolean(),
  leaveOut: z.array(z.enum(leaveOuts)),
  /** Messages that say nothing to whoever sees the phone. */
  discreet: z.boolean(),
  /** Messages that make no sound. */
  silent: z.boolean(),
});

/** What holds for somebody who chose nothing. */
export const defaultPreferences: Omit<Preferences, 'usedOn'> = {
  calmText: false,
  leaveOut: [],
  discreet: true,
  silent: false,
};

export const preferencesKind: PersonKind<Preferences> = {
  name: 'preferences',
  version: 1,
  schema,
  until: untilOf,
  tell: ({ timeZone, country, calmText, leaveOut, discreet, silent }, { say, country: nameOf }) => [
    ...(timeZone ? [say('my-data.preferences.time-zone', { zone: timeZone })] : []),
    ...(country ? [say('my-data.preferences.country', { country: nameOf(country) })] : []),
    ...(calmText ? [say('my-data.preferences.calm-text')] : []),
    ...(leaveOut.length > 0
      ? [
          say('my-data.preferences.leave-out', {
            what: leaveOut.map(what => say(`settings.leave-out.${what}`)).join(', '),
          }),
        ]
      : []),
    say(discreet ? 'my-data.preferences.discreet' : 'my-data.preferences.open'),
    ...(silent ? [say('my-data.preferences.silent')] : []),
  ],
};
