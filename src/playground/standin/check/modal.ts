import { z } from 'zod';
import { readBody } from './body.ts';
import {
  componentId,
  customId,
  demandsOne,
  flag,
  formSelect,
  option,
  sensibleChoice,
  shown,
  textDisplay,
} from './parts.ts';

const textInput = z
  .strictObject({
    type: z.literal(4),
    id: componentId,
    custom_id: customId,
    style: z.union([z.literal(1), z.literal(2)]),
    value: z.string().max(4000).nullish(),
    placeholder: z.string().max(100).nullish(),
    required: flag,
    min_length: z.int().min(0).max(4000).nullish(),
    max_length: z.int().min(1).max(4000).nullish(),
  })
  .superRefine((input, context) => {
    const most = input.max_length ?? 4000;
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message, params: { code: 'BASE_TYPE_BAD_LENGTH' } });
    if ((input.min_length ?? 0) > most) wrong('min_length', `expected no more than max_length (${most})`);
    if ((input.value ?? '').length > most) wrong('value', `expected at most max_length (${most}) characters`);
  });

const radioGroup = z
  .strictObject({
    type: z.literal(21),
    id: componentId,
    custom_id: customId,
    required: flag,
    options: z.array(option).min(2).max(10),
  })
  .superRefine(sensibleChoice);

const checkboxGroup = z
  .strictObject({
    type: z.literal(22),
    id: componentId,
    custom_id: customId,
    required: flag,
    min_values: z.int().min(0).max(10).nullish(),
    max_values: z.int().min(1).max(10).nullish(),
    options: z.array(option).min(1).max(10),
  })
  .superRefine((group, context) =>
    sensibleChoice({ ...group, max_values: group.max_values ?? group.options.length }, context),
  )
  .superRefine(demandsOne);

const checkbox = z.strictObject({ type: z.literal(23), id: componentId, custom_id: customId, default: flag });

const fileUpload = z
  .strictObject({
    type: z.literal(19),
    id: componentId,
    custom_id: customId,
    required: flag,
    min_values: z.int().min(0).max(10).nullish(),
    max_values: z.int().min(1).max(10).nullish(),
  })
  .superRefine(demandsOne);

const label = z.strictObject({
  type: z.literal(18),
  id: componentId,
  label: shown(45),
  description: z.string().min(1).max(100).nullish(),
  component: z.discriminatedUnion(
    'type',
    [textInput, formSelect, radioGroup, checkboxGroup, checkbox, fileUpload],
    { error: 'expected component type 3, 4, 19, 21, 22 or 23 under a label' },
  ),
});

const form = z
  .strictObject({
    custom_id: customId,
    title: shown(45),
    components: z
      .array(
        z.discriminatedUnion('type', [label, textDisplay], {
          error: 'expected a label (18) or a text display (10)',
        }),
      )
      .min(1)
      .max(5),
  })
  .superRefine(({ components }, context) => {
    const ids = components.flatMap(part => (part.type === 18 ? [part.component.custom_id] : []));
    ids.forEach((id, index) => {
      if (ids.indexOf(id) === index) return;
      context.addIssue({
        code: 'custom',
        path: ['components'],
        message: `expected each custom_id once; "${id}" came again`,
        params: { code: 'COMPONENT_CUSTOM_ID_DUPLICATED' },
      });
    });
  });

export type CheckedForm = z.infer<typeof form>;
export type FormPart = CheckedForm['components'][number];
export type FormField = Extract<FormPart, { type: 18 }>['component'];

/** Checks the data of a modal answer. Throws ApiError naming every flaw. */
export function checkForm(data: unknown): CheckedForm {
  return readBody(form, data);
}

const choiceName = z.strictObject({
  name: shown(100),
  name_localizations: z.record(z.string(), z.string().min(1).max(100)).nullish(),
  value: z.union([z.string().max(100), z.number()]),
});
const completion = z.strictObject({ choices: z.array(choiceName).max(25) });

/** Checks the choices offered while an option is typed. Throws ApiError naming every flaw. */
export function checkChoices(data: unknown): { name: string; value: string | number }[] {
  return readBody(completion, data).choices.map(({ name, value }) => ({ name, value }));
}
