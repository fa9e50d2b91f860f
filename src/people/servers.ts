import { z } from 'zod';
import { type PersonKind, untilOf } from './kind.ts';

/** What the people who manage a server chose for it. The record's id is the server's. */
export type ServerChoices = z.infer<typeof schema>;

const schema = z.object({
  usedOn: z.string(),
  /** True where members may start an exercise that all see. */
  together: z.boolean(),
  /** Where the lasting card stands. */
  panel: z.object({ channel: z.string(), message: z.string() }).optional(),
});

export const serversKind: PersonKind<ServerChoices> = {
  name: 'servers',
  version: 1,
  schema,
  until: untilOf,
  tell: ({ together }, { say }) => [say(together ? 'my-data.servers.together' : 'my-data.servers.alone')],
};
