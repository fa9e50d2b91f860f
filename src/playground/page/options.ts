/** Reads what was typed into an option's field. Pure. */
import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import type { OptionValue, Person, Place } from '../standin/contract.ts';
import { option as types } from './discord.ts';

export interface Choice {
  name: string;
  value: string | number | boolean;
}

export interface Read {
  value?: OptionValue;
  /** One sentence, when what was typed cannot be sent. */
  problem?: string;
}

/** The fixed set an option is picked from, or nothing when it takes free text. */
export function fixedChoices(
  option: APIApplicationCommandBasicOption,
  people: readonly Person[],
  places: readonly Place[],
): readonly Choice[] | undefined {
  if (option.type === types.yesNo) {
    return [
      { name: 'True', value: true },
      { name: 'False', value: false },
    ];
  }
  if (option.type === types.person) return people.map(({ name, id }) => ({ name, value: id }));
  if (option.type === types.channel) {
    return places
      .filter(place => place.kind === 'server')
      .map(({ name, id }) => ({ name: `#${name}`, value: id }));
  }
  if (!('choices' in option) || !option.choices || option.choices.length === 0) return undefined;
  return option.choices.map(({ name, value }) => ({ name, value }));
}

/** The choices whose name holds what was typed; all of them for nothing. */
export function matchChoices(choices: readonly Choice[], typed: string): readonly Choice[] {
  const wanted = typed.trim().toLowerCase();
  return choices.filter(choice => choice.name.toLowerCase().includes(wanted));
}

/** What a typed text means for an option, or why it cannot be sent. */
export function checkOption(
  option: APIApplicationCommandBasicOption,
  choices: readonly Choice[] | undefined,
  typed: string,
): Read {
  if (typed === '') return option.required === true ? { problem: 'This option is required.' } : {};
  if (choices) {
    const chosen = choices.find(choice => choice.name.toLowerCase() === typed.trim().toLowerCase());
    return chosen ? { value: chosen.value } : { problem: 'Choose one from the list.' };
  }
  if (option.type === types.whole || option.type === types.number) return checkNumber(option, typed);
  if (option.type === types.text) return checkText(option, typed);
  return { problem: `The page cannot send an option of type ${option.type} yet.` };
}

type NumberOption = Extract<APIApplicationCommandBasicOption, { min_value?: number }>;
type TextOption = Extract<APIApplicationCommandBasicOption, { min_length?: number }>;

function checkNumber(option: NumberOption, typed: string): Read {
  const value = Number(typed);
  if (typed.trim() === '' || Number.isNaN(value)) return { problem: 'A number is expected here.' };
  if (option.type === types.whole && !Number.isInteger(value))
    return { problem: 'A whole number is expected here.' };
  const { min_value: least, max_value: most } = option;
  if (least !== undefined && value < least) return { problem: `The least is ${least}.` };
  if (most !== undefined && value > most) return { problem: `The most is ${most}.` };
  return { value };
}

function checkText(option: TextOption, typed: string): Read {
  const { min_length: least, max_length: most } = option;
  if (least !== undefined && typed.length < least)
    return { problem: `At least ${least} characters are expected.` };
  if (most !== undefined && typed.length > most) {
    return { problem: `At most ${most} characters are expected; there are ${typed.length}.` };
  }
  return { value: typed };
}
