/** Raw interactions as Discord words them, and as nobody would but somebody who forges them. */
export type Raw = Record<string, unknown>;

export interface Asker {
  id: string;
  place?: 'server' | 'own-dm' | 'other-dm';
  /** Whether they may manage the server. */
  manages?: boolean;
  channel?: string;
}

export const commandOf = (
  asker: Asker,
  name: string,
  options: readonly Raw[] = [],
  subcommand?: string,
): Raw =>
  interaction(2, asker, {
    id: '700000000000000001',
    type: 1,
    name,
    options: subcommand === undefined ? options : [{ name: subcommand, type: 1, options }],
  });

export const typingOf = (asker: Asker, name: string, options: readonly Raw[], subcommand?: string): Raw => ({
  ...commandOf(asker, name, options, subcommand),
  type: 4,
});

export const menuOf = (asker: Asker, name: string, content: string, author = asker.id): Raw =>
  interaction(2, asker, {
    id: '700000000000000001',
    type: 3,
    name,
    target_id: '610000000000000001',
    resolved: {
      messages: { '610000000000000001': { id: '610000000000000001', content, author: { id: author } } },
    },
  });

/** A press, or a choice where there are values. `quoted`: the own words that the card quotes. */
export const pressOf = (asker: Asker, customId: string, values?: readonly string[], quoted?: string): Raw =>
  interaction(
    3,
    asker,
    { component_type: values ? 3 : 2, id: 4, custom_id: customId, ...(values && { values }) },
    { message: privateCard(quoted) },
  );

/** A form sent in: texts by the name of the field, or lists of what was chosen. */
export const formOf = (
  asker: Asker,
  customId: string,
  fields: Readonly<Record<string, string | readonly string[]>>,
  quoted?: string,
): Raw =>
  interaction(
    5,
    asker,
    {
      custom_id: customId,
      components: Object.entries(fields).map(([custom_id, value], at) => ({
        type: 18,
        id: 2 * at + 1,
        component: {
          id: 2 * at + 2,
          custom_id,
          ...(typeof value === 'string' ? { type: 4, value } : { type: 3, values: value }),
        },
      })),
    },
    { message: privateCard(quoted) },
  );

function interaction(type: number, asker: Asker, data: Raw, more: Raw = {}): Raw {
  count.next += 1n;
  return {
    id: String(count.next),
    application_id: '500000000000000001',
    token: 'aW50ZXJhY3Rpb24',
    version: 1,
    locale: 'en-GB',
    entitlements: [],
    type,
    data,
    ...where(asker),
    ...more,
  };
}

function where({ id, place = 'server', manages = false, channel = '300000000000000001' }: Asker): Raw {
  const user = { id, username: 'someone', discriminator: '0', global_name: 'Someone' };
  const at = { channel_id: channel, channel: { id: channel, type: 0 } };
  if (place === 'own-dm') return { ...at, context: 1, user };
  if (place === 'other-dm') return { ...at, context: 2, user };
  const permissions = String((1n << 10n) | (1n << 11n) | (manages ? 1n << 5n : 0n));
  return {
    ...at,
    context: 0,
    guild_id: '400000000000000001',
    member: { user, roles: [], permissions },
  };
}

const privateCard = (quoted?: string): Raw => ({
  id: '600000000000000001',
  flags: 64 | (1 << 15),
  components: [
    {
      type: 17,
      components: [
        { type: 10, id: 1, content: 'x' },
        ...(quoted === undefined ? [] : [{ type: 10, id: 7_001, content: quoted }]),
      ],
    },
  ],
});

const count = { next: 900_000_000_000_000_000n };
