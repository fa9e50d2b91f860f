import { z } from 'zod';

/** Pieces that messages and forms share. */
export const componentId = z.int().min(0).nullish();
export const customId = z.string().min(1).max(100);
export const flag = z.boolean().nullish();
export const shown = (most: number) =>
  z
    .string()
    .max(most)
    .refine(text => text.trim() !== '', {
      error: 'expected some text',
      params: { code: 'BASE_TYPE_REQUIRED' },
    });

export const textDisplay = z.strictObject({ type: z.literal(10), id: componentId, content: shown(4000) });

const emoji = z.strictObject({
  id: z.string().nullish(),
  name: z.string().min(1).max(32),
  animated: z.boolean().optional(),
});

export const option = z.strictObject({
  label: shown(100),
  value: z.string().min(1).max(100),
  description: z.string().max(100).nullish(),
  default: flag,
});

const selectOption = option.extend({ emoji: emoji.nullish() });

const selectShape = {
  type: z.literal(3),
  id: componentId,
  custom_id: customId,
  placeholder: z.string().max(150).nullish(),
  min_values: z.int().min(0).max(25).nullish(),
  max_values: z.int().min(1).max(25).nullish(),
  options: z.array(selectOption).min(1).max(25),
};

export const messageSelect = z.strictObject({ ...selectShape, disabled: flag }).superRefine(sensibleChoice);
export const formSelect = z
  .strictObject({ ...selectShape, required: flag })
  .superRefine(sensibleChoice)
  .superRefine(demandsOne);

export const button = z
  .strictObject({
    type: z.literal(2),
    id: componentId,
    style: z.int().min(1).max(5),
    label: z.string().max(80).nullish(),
    emoji: emoji.nullish(),
    custom_id: customId.nullish(),
    url: z
      .string()
      .max(512)
      .regex(/^(https?|discord):\/\/\S+$/, 'expected an http, https or discord address')
      .nullish(),
    disabled: flag,
  })
  .superRefine((value, context) => {
    const wrong = (path: string, message: string, code: string) =>
      context.addIssue({ code: 'custom', path: [path], message, params: { code } });
    const isLink = value.style === LINK;
    if (isLink && value.custom_id != null)
      wrong('custom_id', 'expected none on a link button', 'BUTTON_COMPONENT_CUSTOM_ID_INVALID');
    if (isLink && value.url == null)
      wrong('url', 'expected an address on a link button', 'BASE_TYPE_REQUIRED');
    if (!isLink && value.custom_id == null)
      wrong('custom_id', 'expected one on a button that is no link', 'BASE_TYPE_REQUIRED');
    if (!isLink && value.url != null)
      wrong('url', 'expected none on a button that is no link', 'BUTTON_COMPONENT_URL_INVALID');
    if (!value.label?.trim() && value.emoji == null)
      wrong('label', 'expected a label or an emoji', 'BASE_TYPE_REQUIRED');
  });

interface Choice {
  options: readonly { value: string; default?: boolean | null | undefined }[];
  min_values?: number | null | undefined;
  max_values?: number | null | undefined;
}

/** Values stand once, and the least and the most are within reach of the options. */
export function sensibleChoice(choice: Choice, context: z.core.$RefinementCtx<Choice>): void {
  const wrong = (path: (string | number)[], message: string, code: string) =>
    context.addIssue({ code: 'custom', path, message, params: { code }, input: choice });
  const values = choice.options.map(({ value }) => value);
  values.forEach((value, index) => {
    if (values.indexOf(value) !== index)
      wrong(
        ['options', index, 'value'],
        'expected a value that no other option has',
        'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
      );
  });
  const least = choice.min_values ?? 1;
  const most = choice.max_values ?? 1;
  if (least > most && choice.max_values != null)
    wrong(
      ['min_values'],
      `expected no more than max_values (${most})`,
      'SELECT_COMPONENT_MIN_VALUES_INVALID',
    );
  if (most > values.length)
    wrong(['max_values'], `expected at most one for each option (${values.length})`, 'BASE_TYPE_MAX_LENGTH');
  if (choice.options.filter(one => one.default).length > most)
    wrong(['options'], `expected at most ${most} chosen beforehand`, 'SELECT_COMPONENT_TOO_MANY_DEFAULTS');
}

/** In a form, what is required cannot be left with nothing chosen. */
export function demandsOne(
  field: { required?: boolean | null | undefined; min_values?: number | null | undefined },
  context: z.core.$RefinementCtx<typeof field>,
): void {
  if (field.required === false || field.min_values !== 0) return;
  context.addIssue({
    code: 'custom',
    path: ['min_values'],
    message: 'expected at least 1, or required: false',
    params: { code: 'SELECT_COMPONENT_REQUIRED_ZERO_MIN_VALUES' },
    input: field,
  });
}

const LINK = 5;
