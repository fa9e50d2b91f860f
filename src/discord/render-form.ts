import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APITextDisplayComponent,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import type { Choice, Field, Form, MenuOption } from '../core/reply.ts';
import { customId } from './custom-id.ts';
import { checkChoices, checkForm } from './limits-form.ts';

/**
 * A form as Discord's modal.
 * @throws Error that names the limit of Discord's that is exceeded.
 */
export function renderForm({ title, to, intro, fields }: Form): APIModalInteractionResponseCallbackData {
  const before: APITextDisplayComponent[] = intro
    ? [{ type: ComponentType.TextDisplay, content: intro }]
    : [];
  const form = { title, custom_id: customId(to), components: [...before, ...fields.map(label)] };
  checkForm(form);
  return form;
}

/**
 * The choices under an option being typed.
 * @throws Error that names the limit of Discord's that is exceeded.
 */
export function renderChoices(choices: readonly Choice[]): { choices: Choice[] } {
  const list = { choices: [...choices] };
  checkChoices(list.choices);
  return list;
}

function label(field: Field): APILabelComponent {
  return {
    type: ComponentType.Label,
    label: field.label,
    ...(field.hint && { description: field.hint }),
    component: input(field),
  };
}

function input(field: Field): APIComponentInLabel {
  const { name: custom_id, required } = field;
  switch (field.kind) {
    case 'text':
      return {
        type: ComponentType.TextInput,
        custom_id,
        required,
        style: field.long ? TextInputStyle.Paragraph : TextInputStyle.Short,
        max_length: field.most,
        ...(field.value && { value: field.value }),
        ...(field.example && { placeholder: field.example }),
      };
    case 'menu':
      return {
        type: ComponentType.StringSelect,
        custom_id,
        required,
        min_values: required ? 1 : 0,
        max_values: field.most ?? 1,
        options: field.options.map(option),
      };
    case 'radio':
      return { type: ComponentType.RadioGroup, custom_id, required, options: field.options.map(option) };
    case 'checkbox':
      return {
        type: ComponentType.CheckboxGroup,
        custom_id,
        required,
        min_values: required ? 1 : 0,
        max_values: field.options.length,
        options: field.options.map(option),
      };
  }
}

const option = ({ label, value, hint, chosen }: MenuOption) => ({
  label,
  value,
  ...(hint && { description: hint }),
  ...(chosen && { default: true }),
});
