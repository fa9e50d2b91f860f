import type { Log } from '../../src/core/ports.ts';
import type { Board, Card, Choices, Form, Reply } from '../../src/core/reply.ts';
import type {
  ActionRequest,
  Caller,
  CommandRequest,
  CompletionRequest,
  FormRequest,
  MessageRequest,
  OptionValues,
} from '../../src/core/request.ts';
import type { Command } from '../../src/router/command.ts';
import { registry } from '../../src/router/registry.ts';
import { createRouter, type Pending, type Router } from '../../src/router/router.ts';
import { detect, library } from '../library/shipped.ts';
import { keptIn } from '../people/kept.ts';
import { collectingLog, type Line } from './log.ts';

/** The real words: what the router says is said in them. */
export { library };
export const say = library.words('en').say;
const makeDetector = () => detect;

export const ada: Caller = {
  id: '200000000000000001',
  locale: 'en-US',
  place: 'server',
  channel: '300000000000000001',
  managesServer: false,
  mayWrite: true,
};
export const operator = { name: 'A friend of yours' };

/** A router over toy commands, with a clock that stands still until it is set and chance that is none. */
export interface Toys {
  router: Router;
  clock: { time: number; now(): number };
  lines: Line[];
  log: Log;
}

export function routerOver(...commands: Command[]): Toys {
  const clock = { time: Date.parse('2026-11-22T20:00:00Z'), now: () => clock.time };
  const { log, lines } = collectingLog();
  const random = { below: () => 0 };
  const router = createRouter({
    registry: registry(commands),
    library: () => library,
    operator,
    ...keptIn(clock, log),
    clock,
    random,
    log,
    makeDetector,
    // On a clock that stands still a share never fills again.
    asking: { burst: 1e9, perSecond: 1e9 },
  });
  return { router, clock, lines, log };
}

/** `/toy`, or `/toy sub` for a subcommand. */
export function typed(command: string, options: OptionValues = {}, caller = ada): CommandRequest {
  const [name = '', subcommand] = command.replace(/^\//, '').split(' ');
  return { kind: 'command', caller, command: name, ...(subcommand && { subcommand }), options };
}

/** A press on a private card; `toy:next` names the action. */
export function pressed(
  action: string,
  args: string[] = [],
  more: Partial<ActionRequest> = {},
): ActionRequest {
  const [command = '', name = ''] = action.split(':');
  return { kind: 'action', caller: ada, command, action: name, args, values: [], onPrivate: true, ...more };
}

/** A form sent in from a private card. */
export function sentIn(
  action: string,
  texts: Record<string, string>,
  more: Partial<FormRequest> = {},
): FormRequest {
  const [command = '', name = ''] = action.split(':');
  const form = { command, action: name, args: [], texts, chosen: {}, onPrivate: true };
  return { kind: 'form', caller: ada, ...form, ...more };
}

export function typing(command: string, option: string, words: string): CompletionRequest {
  const { command: name, subcommand } = typed(command);
  return {
    kind: 'completion',
    caller: ada,
    command: name,
    ...(subcommand && { subcommand }),
    option,
    typed: words,
  };
}

export function chosen(name: string, text: string, own: boolean): MessageRequest {
  return { kind: 'message', caller: ada, name, message: { text, own } };
}

/** The reply, once what it leaves to do is done too, as the responder does it. */
export async function settled({ reply, afterwards }: Answering): Promise<Reply> {
  const answer = await reply;
  await afterwards();
  return answer;
}

type Answering = Pick<Pending, 'reply' | 'afterwards'>;

export async function cardOf(pending: Answering): Promise<Card> {
  return ofKind(await settled(pending), 'card');
}

export async function boardOf(pending: Answering): Promise<Board> {
  return ofKind(await settled(pending), 'board');
}

export async function choicesOf(pending: Answering): Promise<Choices['choices']> {
  return ofKind(await settled(pending), 'choices').choices;
}

export async function formOf(pending: Answering): Promise<Form> {
  return ofKind(await settled(pending), 'form');
}

function ofKind<K extends Reply['kind']>(reply: Reply, kind: K): Extract<Reply, { kind: K }> {
  if (reply.kind !== kind) throw new Error(`Expected a reply of kind ${kind}, got ${JSON.stringify(reply)}`);
  return reply as Extract<Reply, { kind: K }>;
}

/** Every word of a card but those on its buttons. */
export function wordsOf({ blocks }: Card): string {
  return blocks.flatMap(block => ('text' in block ? [block.text] : [])).join('\n');
}

function buttonsOf({ blocks }: Card) {
  return blocks.flatMap(block => (block.kind === 'row' ? block.buttons : []));
}

export const labelsOf = (card: Card) => buttonsOf(card).map(({ label }) => label);

/** Where the button with this label leads, as `toy:next` and its arguments. */
export function leadsTo(card: Card, label: string): string[] {
  const found = buttonsOf(card).find(button => button.label === label);
  if (!found || !('to' in found))
    throw new Error(`Expected a button "${label}", got ${labelsOf(card).join(' · ')}`);
  return [found.to.command, found.to.action, ...found.to.args.map(String)];
}
