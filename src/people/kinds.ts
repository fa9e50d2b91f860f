import { checkinsKind } from './checkins.ts';
import { greetedKind } from './greeted.ts';
import { helpedKind } from './helped.ts';
import { nudgesKind } from './nudges.ts';
import { planKind } from './plan.ts';
import { preferencesKind } from './preferences.ts';
import { promisesKind } from './promises.ts';
import { serversKind } from './servers.ts';

/** Everything kept about a person. A new kind of record is a file beside this one and a line here. */
export const kinds = {
  preferences: preferencesKind,
  helped: helpedKind,
  checkins: checkinsKind,
  nudges: nudgesKind,
  plan: planKind,
  promises: promisesKind,
  greeted: greetedKind,
  /** Of servers, by their ids: no person's id ever is one. */
  servers: serversKind,
} as const;
