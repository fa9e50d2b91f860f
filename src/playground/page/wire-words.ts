/** Says in a few words what a raw event or request is. Pure. */
import type { Exchange, WireRequest } from '../standin/contract.ts';
import { answer, interaction } from './discord.ts';

/** Such as "Command /ground" or "Press on ground:next:sea:2". */
export function sayEvent({ event, payload }: Pick<Exchange, 'event' | 'payload'>): string {
  if (event === 'MESSAGE_CREATE') return 'A message in the DM';
  const { type, data = {} } = payload as { type: number; data?: InteractionData };
  const { name = '', custom_id: id = '', values } = data;
  switch (type) {
    case interaction.command:
      return data.type === menuCommand
        ? `Command ${name}`
        : `Command /${[name, ...subcommand(data)].join(' ')}`;
    case interaction.press:
      return values ? `Chosen in ${id}` : `Press on ${id}`;
    case interaction.completion:
      return `Choices for /${[name, ...subcommand(data)].join(' ')}`;
    default:
      return `Form ${id}`;
  }
}

/** Such as "First answer: a new message (type 4)" or "Edit". */
export function sayRequest({ method, path, body }: Pick<WireRequest, 'method' | 'path' | 'body'>): string {
  if (path.startsWith('/interactions/')) {
    const { type } = (body ?? {}) as { type?: number };
    return `First answer: ${answerNames.get(type) ?? 'unknown'} (type ${type})`;
  }
  const what = path.startsWith('/webhooks/') ? 'answer' : 'message';
  const isOne = /\/messages\/[^/]+$/.test(path);
  if (method === 'PATCH') return `Edit of the ${what}`;
  if (method === 'DELETE') return `Deletion of the ${what}`;
  if (method === 'GET') return isOne ? `Look-up of the ${what}` : 'Look-up';
  return what === 'answer' ? 'Follow-up' : 'New message';
}

interface InteractionData {
  type?: number;
  name?: string;
  custom_id?: string;
  values?: unknown;
  options?: { type: number; name: string }[];
}

function subcommand({ options = [] }: InteractionData): string[] {
  return options.filter(({ type }) => type === 1).map(({ name }) => name);
}

const menuCommand = 3;
const answerNames = new Map<number | undefined, string>([
  [answer.message, 'a new message'],
  [answer.thinking, 'thinking, a message comes later'],
  [answer.waiting, 'received, an update comes later'],
  [answer.update, 'the message changed'],
  [answer.choices, 'choices'],
  [answer.form, 'a form'],
]);
