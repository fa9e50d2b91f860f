import { z } from 'zod';
import { button, componentId, flag, messageSelect, textDisplay } from './parts.ts';

const media = z.strictObject({
  url: z
    .string()
    .max(2048)
    .regex(/^(attachment:\/\/[^/\s]+|https?:\/\/\S+)$/, 'expected attachment://name or an http(s) address'),
});
const attachedFile = z.strictObject({
  url: z
    .string()
    .max(2048)
    .regex(/^attachment:\/\/[^/\s]+$/, 'expected attachment://name'),
});
const alt = z.string().min(1).max(1024).nullish();

const row = z
  .strictObject({
    type: z.literal(1),
    id: componentId,
    components: z
      .array(
        z.discriminatedUnion('type', [button, messageSelect], {
          error: 'expected a button (2) or a string select (3)',
        }),
      )
      .min(1)
      .max(5),
  })
  .superRefine(({ components }, context) => {
    if (components.length > 1 && components.some(({ type }) => type === 3))
      context.addIssue({
        code: 'custom',
        path: ['components'],
        message: 'expected one to five buttons, or one select alone',
        params: { code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED' },
      });
  });

const thumbnail = z.strictObject({
  type: z.literal(11),
  id: componentId,
  media,
  description: alt,
  spoiler: flag,
});

const section = z.strictObject({
  type: z.literal(9),
  id: componentId,
  components: z.array(textDisplay).min(1).max(3),
  accessory: z.discriminatedUnion('type', [button, thumbnail], {
    error: 'expected a button (2) or a thumbnail (11)',
  }),
});

const gallery = z.strictObject({
  type: z.literal(12),
  id: componentId,
  items: z
    .array(z.strictObject({ media, description: alt, spoiler: flag }))
    .min(1)
    .max(10),
});

const file = z.strictObject({ type: z.literal(13), id: componentId, file: attachedFile, spoiler: flag });

const separator = z.strictObject({
  type: z.literal(14),
  id: componentId,
  divider: flag,
  spacing: z.union([z.literal(1), z.literal(2)]).nullish(),
});

const insideContainer = [row, section, textDisplay, gallery, file, separator] as const;

const container = z.strictObject({
  type: z.literal(17),
  id: componentId,
  accent_color: z.int().min(0).max(0xff_ff_ff).nullish(),
  spoiler: flag,
  components: z
    .array(
      z.discriminatedUnion('type', insideContainer, {
        error: 'expected component type 1, 9, 10, 12, 13 or 14 in a container',
      }),
    )
    .min(1)
    .max(40),
});

/** What may stand at the top of a components-v2 message. */
export const layout = z
  .array(
    z.discriminatedUnion('type', [...insideContainer, container], {
      error: 'expected component type 1, 9, 10, 12, 13, 14 or 17',
    }),
  )
  .max(40);

/** What may stand under a message without the components-v2 flag. */
export const rows = z.array(row).max(5);

type Top = z.infer<typeof layout>[number];
type Nested = z.infer<typeof row>['components'][number] | z.infer<typeof thumbnail>;

/** Any checked component, at any depth. */
export type Part = Top | Nested;

/** Every component with those inside it, in reading order. */
export function everyPart(components: readonly Part[]): Part[] {
  const found: Part[] = [];
  const walk = (parts: readonly Part[]): void => {
    for (const part of parts) {
      found.push(part);
      walk(inside(part));
    }
  };
  walk(components);
  return found;
}

/** The attachment:// names the components show. */
export function attachmentNames(components: readonly Part[]): string[] {
  return everyPart(components)
    .flatMap(mediaUrls)
    .filter(url => url.startsWith(ATTACHMENT))
    .map(url => url.slice(ATTACHMENT.length));
}

function inside(part: Part): readonly Part[] {
  if (part.type === 9) return [...part.components, part.accessory];
  return part.type === 1 || part.type === 17 ? part.components : [];
}

function mediaUrls(part: Part): string[] {
  if (part.type === 11) return [part.media.url];
  if (part.type === 13) return [part.file.url];
  return part.type === 12 ? part.items.map(item => item.media.url) : [];
}

const ATTACHMENT = 'attachment://';
