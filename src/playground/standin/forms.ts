import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import type { FormField, FormPart } from './check/modal.ts';
import type { SeenForm } from './contract.ts';
import type { OpenForm } from './state.ts';

/** What a person entered, by custom_id. A checkbox is `true` or `false`. */
type Entered = Readonly<Record<string, string | readonly string[]>>;

/** The form as the person sees it. */
export function seenForm({ id, data }: OpenForm): SeenForm {
  return { id, data: data as unknown as APIModalInteractionResponseCallbackData };
}

/** The submit data Discord would send, or the reason its client would not let the form go. */
export function readForm({ data }: OpenForm, entered: Entered): { data: object } | { reason: string } {
  const fields = data.components.flatMap(part => (part.type === 18 ? [part.component] : []));
  const unknown = Object.keys(entered).find(name => !fields.some(field => field.custom_id === name));
  if (unknown !== undefined) return { reason: `The form has no field "${unknown}"` };
  for (const part of data.components) {
    const reason = part.type === 18 ? refusal(part.component, entered[part.component.custom_id]) : undefined;
    if (reason !== undefined && part.type === 18) return { reason: `${part.label}: ${reason}` };
  }
  return {
    data: { custom_id: data.custom_id, components: data.components.map(part => sent(part, entered)) },
  };
}

function sent(part: FormPart, entered: Entered): object {
  if (part.type === 10) return { type: 10, id: part.id };
  const field = part.component;
  const { type, id, custom_id } = field;
  return {
    type: 18,
    id: part.id,
    component: { type, id, custom_id, ...valueSent(field, entered[custom_id]) },
  };
}

function valueSent(field: FormField, entered: string | readonly string[] | undefined): object {
  if (field.type === 4) return { value: entered ?? field.value ?? '' };
  if (field.type === 21) return { value: entered ?? chosenBefore(field.options)[0] ?? null };
  if (field.type === 23)
    return { value: entered === undefined ? field.default === true : entered === 'true' };
  return { values: listOf(field, entered) };
}

function refusal(field: FormField, entered: string | readonly string[] | undefined): string | undefined {
  if (field.type === 4) return textRefusal(field, entered ?? field.value ?? '');
  if (field.type === 23)
    return entered === undefined || entered === 'true' || entered === 'false'
      ? undefined
      : 'expected "true" or "false"';
  if (field.type === 21) return radioRefusal(field, entered);
  return listRefusal(field, listOf(field, entered));
}

function textRefusal(
  field: Extract<FormField, { type: 4 }>,
  entered: string | readonly string[],
): string | undefined {
  if (typeof entered !== 'string') return 'expected text';
  const least = field.min_length ?? 0;
  const most = field.max_length ?? 4000;
  if (entered === '' && field.required === false) return undefined;
  if (entered.trim() === '' && field.required !== false) return 'This field is required';
  if (entered.length > most) return `expected at most ${most} characters; came ${entered.length}`;
  return entered.length < least ? `expected at least ${least} characters; came ${entered.length}` : undefined;
}

function radioRefusal(
  field: Extract<FormField, { type: 21 }>,
  entered: string | readonly string[] | undefined,
): string | undefined {
  const value = entered ?? chosenBefore(field.options)[0];
  if (value === undefined) return field.required === false ? undefined : 'This field is required';
  const known = field.options.some(option => option.value === value);
  return known ? undefined : `expected one of its options; came "${String(value)}"`;
}

function listRefusal(
  field: Extract<FormField, { type: 3 | 19 | 22 }>,
  values: readonly string[],
): string | undefined {
  const required = field.required !== false;
  if (field.type === 19) return fileRefusal(required, values);
  const most = field.max_values ?? (field.type === 22 ? field.options.length : 1);
  const least = field.min_values ?? 1;
  if (values.length === 0) return required && least > 0 ? 'This field is required' : undefined;
  return choiceRefusal(field.options, values, least, most);
}

function fileRefusal(required: boolean, values: readonly string[]): string | undefined {
  if (values.length > 0) return 'the stand-in cannot send files in a form';
  return required ? 'This field is required, and the stand-in cannot send files in a form' : undefined;
}

/** Why Discord's client would not let these values be chosen, if so. */
export function choiceRefusal(
  options: readonly { value: string }[],
  values: readonly string[],
  least: number,
  most: number,
): string | undefined {
  const stray = values.find(value => !options.some(option => option.value === value));
  if (stray !== undefined) return `expected one of its options; came "${stray}"`;
  if (new Set(values).size < values.length) return 'expected each option at most once';
  if (values.length >= least && values.length <= most) return undefined;
  return `expected ${least} to ${most} options; came ${values.length}`;
}

function listOf(
  field: Extract<FormField, { type: 3 | 19 | 22 }>,
  entered: string | readonly string[] | undefined,
): readonly string[] {
  if (entered === undefined) return field.type === 19 ? [] : chosenBefore(field.options);
  return typeof entered === 'string' ? [entered] : entered;
}

const chosenBefore = (
  options: readonly { value: string; default?: boolean | null | undefined }[],
): string[] => options.filter(option => option.default).map(({ value }) => value);
