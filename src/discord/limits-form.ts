import { type APIModalInteractionResponseCallbackData, ComponentType } from 'discord.js';
import type { Choice } from '../core/reply.ts';
import { atMost, checkOptions, eachOnce, filled, type Part, partsOf, within } from './measure.ts';

/**
 * Discord's limits for a form. Source: Discord's API v10.
 * @throws Error that names the limit, what was expected and what came.
 */
export function checkForm({ title, components }: APIModalInteractionResponseCallbackData): void {
  filled('form title', title, 45);
  within('parts of a form', components.length, 1, 5);
  const parts = partsOf(components);
  eachOnce(
    'name of a field',
    parts.flatMap(({ custom_id }) => custom_id ?? []),
  );
  for (const part of parts) {
    if (part.custom_id !== undefined) within('name of a field', part.custom_id.length, 1, 100);
    checks[part.type as ComponentType]?.(part);
  }
}

/**
 * Discord's limits for the choices of an option. Source: Discord's API v10.
 * @throws Error that names the limit, what was expected and what came.
 */
export function checkChoices(choices: readonly Choice[]): void {
  atMost('choices', choices.length, 25);
  for (const { name, value } of choices) {
    filled('name of a choice', name, 100);
    within('value of a choice', value.length, 1, 100);
  }
}

const checks: Partial<Record<ComponentType, (part: Part) => void>> = {
  [ComponentType.TextDisplay]: ({ content }) => filled('text', content, 4000),
  [ComponentType.Label]: ({ label, description = '' }) => {
    filled('label of a field', label, 45);
    atMost('hint of a field', description.length, 100);
  },
  [ComponentType.TextInput]: ({ max_length = 4000, value = '', placeholder = '' }) => {
    within('longest text of a field', max_length, 1, 4000);
    atMost('text in a field', value.length, max_length);
    atMost('placeholder', placeholder.length, 100);
  },
  [ComponentType.StringSelect]: part => checkOptions(part, 1, 25),
  [ComponentType.RadioGroup]: part => checkOptions(part, 2, 10),
  [ComponentType.CheckboxGroup]: part => checkOptions(part, 1, 10),
};
