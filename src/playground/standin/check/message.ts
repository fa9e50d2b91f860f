import { z } from 'zod';
import type { UploadedFile } from '../api.ts';
import { emptyMessage, type Flaw, invalidForm } from '../errors.ts';
import { COMPONENTS_V2, hasBit } from '../flags.ts';
import { readBody } from './body.ts';
import { everyPart, layout, type Part, rows } from './components.ts';
import { fileFlaws, type ListedFile, largeFile } from './files.ts';

/** A message body that passed every check. What the body left out is undefined. */
export interface CheckedBody {
  content: string | null | undefined;
  components: Part[] | undefined;
  flags: number | undefined;
  nonce: string | undefined;
  enforceNonce: boolean;
  attachments: ListedFile[] | undefined;
  /** False when the body does not switch every mention off. */
  mentionsOff: boolean;
}

/** A body that says nothing yet. */
export const EMPTY_BODY: CheckedBody = {
  content: undefined,
  components: undefined,
  flags: undefined,
  nonce: undefined,
  enforceNonce: false,
  attachments: undefined,
  mentionsOff: true,
};

export interface MessageRules {
  /** Bits of `flags` that may be set here. */
  flags: number;
  /** Only where a message is made in a channel. */
  nonce: boolean;
  /** The message being edited, if one is: whether it is components-v2, and what stands on it. */
  before?: { layout: boolean; content: string; parts: number; files: { id: string; filename: string }[] };
}

/** Checks a message body with its files as Discord does. Throws ApiError naming every flaw. */
export function checkMessage(
  body: unknown,
  files: readonly UploadedFile[],
  rules: MessageRules,
): CheckedBody {
  const flags = readBody(justFlags, body).flags ?? undefined;
  const isLayout = rules.before?.layout === true || hasBit(flags, COMPONENTS_V2);
  const read = isLayout ? readBody(layoutBody, body) : readBody(plainBody, body);
  const checked: CheckedBody = {
    content: read.content,
    components: read.components === null ? [] : read.components,
    flags,
    nonce: read.nonce == null ? undefined : String(read.nonce),
    enforceNonce: read.enforce_nonce === true,
    attachments: read.attachments?.map(one => ({
      id: String(one.id),
      filename: one.filename ?? undefined,
      description: one.description ?? undefined,
    })),
    mentionsOff: mentionsAreOff(read.allowed_mentions),
  };
  const flaws = [
    ...flagFlaws(checked, rules),
    ...componentFlaws(checked.components ?? []),
    ...legacyFlaws(checked, rules, isLayout),
    ...fileFlaws({
      sent: files,
      listed: checked.attachments,
      before: rules.before?.files,
      components: checked.components ?? [],
      isLayout,
    }),
    ...nonceFlaws(checked, rules),
  ];
  if (flaws.length > 0) throw invalidForm(flaws);
  refuseEmpty(checked, files, rules, isLayout);
  const large = largeFile(files);
  if (large) throw large;
  return checked;
}

function flagFlaws({ flags }: CheckedBody, rules: MessageRules): Flaw[] {
  const wrong = (message: string): Flaw => ({ path: ['flags'], code: 'MESSAGE_FLAGS_INVALID', message });
  const flaws: Flaw[] = [];
  if (((flags ?? 0) & ~rules.flags) !== 0)
    flaws.push(wrong(`expected only the bits of ${rules.flags} here; came ${flags}`));
  if (rules.before?.layout && flags !== undefined && !hasBit(flags, COMPONENTS_V2))
    flaws.push(wrong(`expected the components-v2 flag, which cannot be taken back; came ${flags}`));
  return flaws;
}

/** A message becomes components-v2 only when its content is taken away. */
function legacyFlaws({ content }: CheckedBody, { before }: MessageRules, isLayout: boolean): Flaw[] {
  if (!isLayout || !before?.content || content === null) return [];
  return [
    {
      path: ['content'],
      code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      message: 'expected null with the components-v2 flag, because the message has content; came nothing',
    },
  ];
}

function componentFlaws(components: readonly Part[]): Flaw[] {
  const parts = everyPart(components);
  const flaws: Flaw[] = [];
  const wrong = (message: string, code: string) => flaws.push({ path: ['components'], code, message });
  if (parts.length > 40)
    wrong(
      `expected at most 40 components, nested ones included; came ${parts.length}`,
      'BASE_TYPE_MAX_LENGTH',
    );
  const letters = parts.reduce((sum, part) => sum + (part.type === 10 ? part.content.length : 0), 0);
  if (letters > 4000)
    wrong(
      `expected at most 4000 characters of text in all; came ${letters}`,
      'COMPONENT_TEXT_LENGTH_EXCEEDED',
    );
  for (const id of repeated(parts.map(part => ('custom_id' in part ? part.custom_id : undefined))))
    wrong(`expected each custom_id once; "${id}" came again`, 'COMPONENT_CUSTOM_ID_DUPLICATED');
  for (const id of repeated(parts.map(part => part.id)))
    wrong(`expected each component id once; ${id} came again`, 'COMPONENT_ID_DUPLICATED');
  return flaws;
}

function nonceFlaws({ nonce, enforceNonce }: CheckedBody, rules: MessageRules): Flaw[] {
  const came = nonce !== undefined || enforceNonce;
  if (came && !rules.nonce)
    return [
      { path: ['nonce'], code: 'BASE_TYPE_INVALID', message: 'expected none outside a new channel message' },
    ];
  if (enforceNonce && !nonce)
    return [
      {
        path: ['nonce'],
        code: 'BASE_TYPE_REQUIRED',
        message: 'expected one with enforce_nonce; came nothing',
      },
    ];
  return [];
}

function refuseEmpty(
  body: CheckedBody,
  files: readonly UploadedFile[],
  rules: MessageRules,
  isLayout: boolean,
): void {
  const parts = body.components?.length ?? rules.before?.parts ?? 0;
  const content = body.content === undefined ? (rules.before?.content ?? '') : (body.content ?? '');
  const hasFiles = files.length > 0 || (rules.before?.files.length ?? 0) > 0;
  if (isLayout ? parts > 0 : content.trim() !== '' || hasFiles) return;
  throw emptyMessage(`expected ${isLayout ? 'components' : 'content or a file'}; came none`);
}

function mentionsAreOff(mentions: z.infer<typeof allowedMentions> | null | undefined): boolean {
  if (!mentions?.parse) return false;
  return [...mentions.parse, ...(mentions.users ?? []), ...(mentions.roles ?? [])].length === 0;
}

function repeated<T>(values: readonly (T | null | undefined)[]): T[] {
  const there = values.filter(value => value != null);
  return [...new Set(there.filter((value, index) => there.indexOf(value) !== index))];
}

const allowedMentions = z.strictObject({
  parse: z.array(z.enum(['users', 'roles', 'everyone'])).optional(),
  users: z.array(z.string()).max(100).optional(),
  roles: z.array(z.string()).max(100).optional(),
  replied_user: z.boolean().optional(),
});

const shared = {
  flags: z.int().min(0).nullish(),
  allowed_mentions: allowedMentions.nullish(),
  attachments: z
    .array(
      z.strictObject({
        id: z.union([z.string(), z.int()]),
        filename: z.string().min(1).max(1024).nullish(),
        description: z.string().max(1024).nullish(),
      }),
    )
    .max(10)
    .nullish(),
  nonce: z.union([z.string().max(25), z.int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  tts: z.literal(false).optional(),
  embeds: z.array(z.never(), { error: 'expected no embeds: the stand-in draws none' }).max(0).nullish(),
};

const justFlags = z.looseObject({ flags: shared.flags });
const plainBody = z.strictObject({
  ...shared,
  content: z.string().max(2000).nullish(),
  components: rows.nullish(),
});
const layoutBody = z.strictObject({
  ...shared,
  content: z.null({ error: 'expected none with the components-v2 flag' }).optional(),
  components: layout.nullish(),
});

/** Refuses what a callback type does not carry. */
export function refuseData(data: unknown, what: string): void {
  if (data === undefined || data === null) return;
  throw invalidForm([{ path: ['data'], code: 'BASE_TYPE_INVALID', message: `expected none with ${what}` }]);
}
