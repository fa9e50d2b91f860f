import { type APIInteraction, InteractionType } from 'discord.js';
import { z } from 'zod';
import type { Request } from '../core/request.ts';
import { callerOf } from './request.ts';

/** What is wrong with an interaction, and what can still be said to whoever sent it; nothing where nobody can be told. */
export interface Fault {
  /** Where it is, what was expected and what came; never the value itself. */
  sentence: string;
  /** Asks for what there is not, so that one sentence says so. */
  instead?: Request;
}

/**
 * Looks whether an interaction is made as Discord makes them, as far as Steady reads it. What of it is of no kind that is known is let
 * through: nothing reads it.
 */
export function faultIn(raw: unknown): Fault | undefined {
  const sender = envelope.safeParse(raw);
  if (!sender.success) return { sentence: told(sender.error) };
  const { type, data } = sender.data;
  const schema = Object.hasOwn(contents, type) ? contents[type as keyof typeof contents] : undefined;
  const content = schema?.safeParse({ data, message: sender.data.message });
  if (!content || content.success) return undefined;
  return { sentence: told(content.error), instead: nothingThere(raw as Readable) };
}

type Readable = Exclude<APIInteraction, { type: InteractionType.Ping }>;

/** The same kind of request, for a command without a name. */
function nothingThere(raw: Readable): Request {
  const base = { caller: callerOf(raw), command: '' };
  switch (raw.type) {
    case InteractionType.ApplicationCommand:
      return { ...base, kind: 'command', options: {} };
    case InteractionType.ApplicationCommandAutocomplete:
      return { ...base, kind: 'completion', option: '', typed: '' };
    default:
      return { ...base, kind: 'action', action: '', args: [], values: [], onPrivate: false };
  }
}

function told({ issues: [first] }: z.ZodError): string {
  const path = first?.path.map(step => (typeof step === 'symbol' ? 'symbol' : step)).join('.');
  return `${path || 'the interaction'}: ${first?.message ?? 'expected something else'}`;
}

const id = z.string().regex(/^\d{1,20}$/, 'expected the digits of an id');
const user = z.object({ id });
const whole = z.int().min(0);
/** Discord's own limits: longer texts cost time and come from nobody. */
const name = z.string().max(100);
const typed = z.string().max(6_000);
const values = z.array(name).max(25);

const envelope = z
  .object({
    id,
    token: z.string().min(1),
    type: whole,
    data: z.unknown().optional(),
    message: z.unknown().optional(),
    locale: z
      .string()
      .regex(/^[a-z]{2,3}(-([A-Z]{2}|\d{3}|[A-Z][a-z]{3}))?$/, 'expected the code of a language'),
    member: z.object({ user, permissions: id.optional() }).optional(),
    user: user.optional(),
    context: whole.optional(),
    guild_id: id.optional(),
    channel_id: id.optional(),
    channel: z.object({ id: id.optional(), type: whole.optional() }).optional(),
  })
  .refine(({ member, user }) => member ?? user, 'expected whoever sent it, under member or user');

const leaf = z.object({
  name,
  type: whole,
  value: z.union([typed, z.number(), z.boolean()], 'expected a text, a number or a flag').optional(),
  focused: z.boolean().optional(),
});
const options = z.array(leaf.extend({ options: z.array(leaf).max(25).optional() })).max(25);
const chosenMessage = z.object({ content: typed, author: user });
const command = z.union(
  [
    z.object({ type: z.literal(1), name, options: options.optional() }),
    z.object({
      type: z.literal(3),
      name,
      target_id: id,
      resolved: z.object({ messages: z.record(id, chosenMessage) }),
    }),
    z.object({ type: z.literal(2), name }),
  ],
  'expected a command as it was registered',
);
const completion = z.object({ type: whole, name, options });
const component = z.object({ custom_id: name, values: values.optional() });
const field = z.object({
  type: whole,
  custom_id: name,
  value: typed.nullish(),
  values: values.optional(),
});
const part = z.union(
  [
    z.object({ type: z.literal(18), component: field }),
    z.object({ type: whole.refine(type => type !== 18) }),
  ],
  'expected a field under its label',
);
const form = z.object({ custom_id: name, components: z.array(part).max(40) });
const pressed = z.object({ id, flags: whole.optional() });

const contents = {
  [InteractionType.ApplicationCommand]: z.object({ data: command }),
  [InteractionType.ApplicationCommandAutocomplete]: z.object({ data: completion }),
  [InteractionType.MessageComponent]: z.object({ data: component, message: pressed }),
  [InteractionType.ModalSubmit]: z.object({ data: form, message: pressed.optional() }),
};
