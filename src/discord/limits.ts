import { type APIModalInteractionResponseCallbackData, MessageFlags } from 'discord.js';
import type { Choice } from '../core/reply.ts';
import type { MessageBody } from './payload.ts';

/**
 * Discord's limits, in this one place. Each check throws an Error that names the limit, what was expected and what came.
 * Source: Discord's API v10 description.
 */
export function checkMessage(body: MessageBody): void {
  if (body.content !== undefined) atMost('content', body.content.length, 2000);
  const parts = partsOf(body.components);
  atMost('components, nested ones included', parts.filter(({ type }) => type !== undefined).length, 40);
  atMost('text of all components', sum(parts.map(({ content }) => content?.length ?? 0)), 4000);
  const ids = parts.flatMap(({ custom_id }) => custom_id ?? []);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new Error(`custom_id: expected each once in a message, got ${twice} twice.`);
  if (body.flags & MessageFlags.IsComponentsV2 && body.content !== undefined) {
    throw new Error('content: expected none beside components v2.');
  }
  for (const part of parts) checkPart(part);
}

export function checkForm(form: APIModalInteractionResponseCallbackData): void {
  within('form title', form.title.length, 1, 45);
  within('parts of a form', form.components.length, 1, 5);
  const parts = partsOf(form.components);
  for (const part of parts) {
    if (part.type === labelType) within('label of a field', part.label?.length ?? 0, 1, 45);
    checkPart(part);
  }
}

export function checkChoices(choices: readonly Choice[]): void {
  atMost('choices', choices.length, 25);
  for (const { name, value } of choices) {
    within('name of a choice', name.length, 1, 100);
    within('value of a choice', value.length, 1, 100);
  }
}

/** What the checks read of any component, option or gallery item. */
interface Part {
  type?: number;
  content?: string;
  label?: string;
  custom_id?: string;
  placeholder?: string;
  description?: string;
  options?: Part[];
  components?: Part[];
  component?: Part;
  accessory?: Part;
  items?: Part[];
  value?: string;
}

function checkPart(part: Part): void {
  if (part.content !== undefined) within('text', part.content.trim().length, 1, 4000);
  if (part.type === buttonType) within('label of a button', part.label?.length ?? 0, 1, 80);
  if (part.type === rowType) within('buttons in a row', part.components?.length ?? 0, 1, 5);
  if (part.type === galleryType) within('pictures', part.items?.length ?? 0, 1, 10);
  if (part.options) {
    within('options', part.options.length, 1, optionLimits[part.type ?? 0] ?? 25);
    for (const option of part.options) checkOption(option);
  }
  if (part.placeholder !== undefined)
    atMost('placeholder', part.placeholder.length, part.type === textType ? 100 : 150);
  if (part.items) for (const item of part.items) within('alt text', item.description?.length ?? 0, 1, 1024);
}

function checkOption({ label = '', value = '', description = '' }: Part): void {
  within('label of an option', label.length, 1, 100);
  within('value of an option', value.length, 1, 100);
  atMost('hint of an option', description.length, 100);
}

function partsOf(components: readonly object[]): Part[] {
  return (components as readonly Part[]).flatMap(part => [
    part,
    ...partsOf(part.components ?? []),
    ...partsOf(part.accessory ? [part.accessory] : []),
    ...partsOf(part.component ? [part.component] : []),
  ]);
}

function within(what: string, length: number, least: number, most: number): void {
  if (length < least) throw new Error(`${what}: expected ${least} at least, got ${length}.`);
  atMost(what, length, most);
}

function atMost(what: string, length: number, most: number): void {
  if (length > most) throw new Error(`${what}: expected ${most} at most, got ${length}.`);
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

const rowType = 1;
const buttonType = 2;
const textType = 4;
const galleryType = 12;
const labelType = 18;
/** Radio and checkbox groups hold fewer than menus. */
const optionLimits: Readonly<Record<number, number>> = { 21: 10, 22: 10 };
