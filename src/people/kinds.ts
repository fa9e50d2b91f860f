import { greetedKind } from './greeted.ts';
import { helpedKind } from './helped.ts';
import { nudgesKind } from './nudges.ts';
import { preferencesKind } from './preferences.ts';
import { serversKind } from './servers.ts';

/** Everything kept about a person. A new kind of record is a file beside this one and a line here. */
export const kinds = {
  preferences: preferencesKind,
  helped: helpedKind,
  nudges: nudgesKind,
  greeted: greetedKind,
  servers: serversKind,
} as const;
