import { z } from 'zod';
import { type PersonKind, untilOf } from './kind.ts';

/** What the admins of a server set for it. Its id is the server's own, so nothing of it is about a person. */
export type Server = z.infer<typeof schema>;

const schema = z.object({
  usedOn: z.string(),
  /** Whether members may do an exercise together in a channel. */
  together: z.boolean(),
  /** Where the card with the lasting buttons stands. */
  panel: z.object({ channel: z.string(), message: z.string() }).optional(),
});

/** What holds in a server where nothing was set. */
export const defaultServer: Omit<Server, 'usedOn'> = { together: false };

export const serversKind: PersonKind<Server> = {
  name: 'servers',
  version: 1,
  schema,
  until: untilOf,
  tell: ({ together, panel }, { say }) => [
    say(`my-data.servers.together-${together ? 'on' : 'off'}`),
    ...(panel ? [say('my-data.servers.panel', { channel: panel.channel })] : []),
  ],
};
