/** The fields of a form, each in the shape Discord's form components give it. */
import type {
  APICheckboxComponent,
  APICheckboxGroupComponent,
  APIComponentInLabel,
  APIRadioGroupComponent,
  APIStringSelectComponent,
  APITextInputComponent,
} from 'discord-api-types/v10';
import { component, paragraph } from './discord.ts';
import { make } from './dom.ts';
import { checkChosen, checkText } from './field-rules.ts';
import { createSelect } from './select.ts';

export interface Field {
  customId: string;
  element: HTMLElement;
  /** What the field is called. */
  label: string;
  required: boolean;
  /** What is sent; nothing when no option was chosen. */
  read(): string | string[] | undefined;
  /** What is wrong with it in one sentence, if anything. */
  problem(): string | undefined;
  focus(): void;
}

/** Makes the field for a component; `id` ties it to its label. Nothing for a component the page does not know. */
export function createField(part: APIComponentInLabel, label: string, id: string): Field | undefined {
  switch (part.type) {
    case component.textInput:
      return textField(part, label, id);
    case component.menu:
      return menuField(part, label);
    case component.radioGroup:
      return radioField(part, label, id);
    case component.checkboxGroup:
      return checkboxesField(part, label, id);
    case component.checkbox:
      return checkboxField(part, label, id);
    default:
      return undefined;
  }
}

function textField(part: APITextInputComponent, label: string, id: string): Field {
  const required = part.required ?? true;
  const input = make(part.style === paragraph ? 'textarea' : 'input', {
    id,
    class: 'text-field',
    placeholder: part.placeholder,
    maxlength: part.max_length ?? 4000,
    'aria-required': required ? 'true' : undefined,
    'aria-describedby': `${id}-hint ${id}-problem`,
    autocomplete: 'off',
    rows: part.style === paragraph ? 4 : undefined,
  });
  input.value = part.value ?? '';
  const count = make('span', { class: 'count', 'aria-hidden': 'true' });
  const show = () => {
    count.textContent = part.max_length === undefined ? '' : `${input.value.length} of ${part.max_length}`;
  };
  input.addEventListener('input', show);
  show();
  return {
    customId: part.custom_id,
    element: make('div', { class: 'text-frame' }, input, count),
    label,
    required,
    read: () => input.value,
    problem: () => checkText({ required, least: part.min_length, most: part.max_length }, input.value),
    focus: () => input.focus(),
  };
}

function menuField(part: APIStringSelectComponent, label: string): Field {
  const select = createSelect({ menu: part, label, onChoose: () => undefined });
  const required = part.required ?? true;
  const rule = { required, least: part.min_values ?? 1, most: part.max_values ?? 1 };
  return {
    customId: part.custom_id,
    element: select.element,
    label,
    required,
    read: () => select.values,
    problem: () => checkChosen(rule, select.values.length),
    focus: () => select.button.focus(),
  };
}

function radioField(part: APIRadioGroupComponent, label: string, id: string): Field {
  const required = part.required ?? true;
  const { element, inputs } = optionRows('radio', part.options, id);
  const chosen = () => inputs.find(input => input.checked)?.value;
  return {
    customId: part.custom_id,
    element,
    label,
    required,
    read: chosen,
    problem: () => checkChosen({ required, least: 1, most: 1 }, chosen() === undefined ? 0 : 1),
    focus: () => (inputs.find(input => input.checked) ?? inputs[0])?.focus(),
  };
}

function checkboxesField(part: APICheckboxGroupComponent, label: string, id: string): Field {
  const required = part.required ?? true;
  const { element, inputs } = optionRows('checkbox', part.options, id);
  const chosen = () => inputs.filter(input => input.checked).map(input => input.value);
  const rule = { required, least: part.min_values ?? 1, most: part.max_values ?? part.options.length };
  return {
    customId: part.custom_id,
    element,
    label,
    required,
    read: chosen,
    problem: () => checkChosen(rule, chosen().length),
    focus: () => inputs[0]?.focus(),
  };
}

function checkboxField(part: APICheckboxComponent, label: string, id: string): Field {
  const input = make('input', { type: 'checkbox', id, 'aria-describedby': `${id}-hint` });
  input.checked = part.default ?? false;
  return {
    customId: part.custom_id,
    element: make('div', { class: 'tick' }, input),
    label,
    required: false,
    read: () => String(input.checked),
    problem: () => undefined,
    focus: () => input.focus(),
  };
}

interface TickOption {
  value: string;
  label: string;
  description?: string;
  default?: boolean;
}

function optionRows(type: 'radio' | 'checkbox', options: readonly TickOption[], id: string) {
  const inputs = options.map(option => {
    const input = make('input', { type, name: id, value: option.value });
    input.checked = option.default ?? false;
    return input;
  });
  const rows = options.map((option, index) => {
    const hint = option.description === undefined ? undefined : make('small', {}, option.description);
    return make('label', { class: 'tick-row' }, inputs[index], make('span', {}, option.label, hint));
  });
  const role = type === 'radio' ? 'radiogroup' : 'group';
  return {
    element: make('div', { class: 'tick-rows', role, 'aria-labelledby': `${id}-label` }, ...rows),
    inputs,
  };
}
