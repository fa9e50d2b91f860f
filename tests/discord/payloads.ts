import type { APIInteraction } from 'discord-api-types/v10';

/** Raw interactions as Discord words them, told by what differs. */
export type Raw = Readonly<Record<string, unknown>>;

export const ada = { id: '200000000000000001', username: 'ada', discriminator: '0', global_name: 'Ada' };
export const bo = { ...ada, id: '200000000000000002', username: 'bo', global_name: 'Bo' };

/** What comes with every interaction but who asked and where. */
const always = {
  id: '900000000000000001',
  application_id: '500000000000000001',
  token: 'aW50ZXJhY3Rpb24',
  version: 1,
  locale: 'en-GB',
  entitlements: [],
  channel_id: '300000000000000001',
};

/** Everyone's permissions in a server. Bit 5 would be Manage Server. */
const everyone = (1n << 10n) | (1n << 11n) | (1n << 16n);

export const inServer = (permissions = everyone): Raw => ({
  context: 0,
  guild_id: '400000000000000001',
  guild_locale: 'en-US',
  member: { user: ada, roles: [], permissions: String(permissions) },
});
export const inServerAsManager = inServer(everyone | (1n << 5n));
export const inOwnDm: Raw = { context: 1, user: ada };
export const inOtherDm: Raw = { context: 2, user: ada };

export function interaction(type: number, data: Raw, more: Raw = inServer()): APIInteraction {
  return { ...always, type, data, ...more } as unknown as APIInteraction;
}

export const command = (data: Raw, where?: Raw) =>
  interaction(2, { id: '700000000000000001', type: 1, ...data }, where);

export const completion = (data: Raw, where?: Raw) =>
  interaction(4, { id: '700000000000000001', type: 1, ...data }, where);

/** A message command on a message of somebody's. */
export function messageCommand(name: string, message: { id: string; author: Raw; content: string }) {
  const resolved = { messages: { [message.id]: message } };
  return interaction(2, { id: '7', type: 3, name, target_id: message.id, resolved });
}

/** A button or menu on a message with these flags. */
export const component = (data: Raw, flags: number, where: Raw = inServer()) =>
  interaction(3, data, { ...where, message: { id: '6', flags } });

/** A form with fields as Discord sends them, each under its label. Without flags it was opened by a command. */
export function modal(customId: string, fields: readonly Raw[], flags?: number) {
  const components = fields.map((component, id) => ({ type: 18, id, component: { id, ...component } }));
  const message = flags === undefined ? {} : { message: { id: '6', flags } };
  return interaction(5, { custom_id: customId, components }, { ...inServer(), ...message });
}

export const EPHEMERAL = 1 << 6;
