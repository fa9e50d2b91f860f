/** One option of a slash command as a field, with choices to pick from or completed while typing. */
import type { APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import type { OptionValue, Outcome } from '../standin/contract.ts';
import { make, setAttribute, start } from './dom.ts';
import { createList, type List } from './list.ts';
import { type Choice, checkOption, matchChoices } from './options.ts';

export interface OptionField {
  element: HTMLElement;
  input: HTMLInputElement;
  /** What would be sent; nothing when the field is empty. Throws nothing: see `problem`. */
  read(): OptionValue | undefined;
  /** What is wrong with the field in one sentence, if anything. */
  problem(): string | undefined;
  showProblem(problem: string | undefined): void;
}

export interface OptionSetup {
  option: APIApplicationCommandBasicOption;
  /** What can be picked, for options with a fixed set. */
  choices: readonly Choice[] | undefined;
  /** Asks the bot for choices, for options completed while typing. */
  complete: ((typed: string) => Promise<Outcome>) | undefined;
}

export function createOptionField(setup: OptionSetup): OptionField {
  const { option, choices, complete } = setup;
  const id = `option-${option.name}`;
  const input = make('input', {
    id,
    type: 'text',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-describedby': `${id}-about`,
    'aria-required': option.required === true ? 'true' : undefined,
    size: 14,
  });
  const about = make('span', { id: `${id}-about`, class: 'option-about' }, option.description);
  const list: List<Choice> = createList({ owner: input, label: option.name, onPick: pick });
  const element = make(
    'div',
    { class: 'option' },
    make('label', { for: id }, option.name, option.required === true ? requiredMark() : undefined),
    make('span', { class: 'option-frame' }, input, list.element),
    about,
  );
  if (choices || complete) input.setAttribute('role', 'combobox');
  let picked: Choice | undefined;

  function pick(choice: Choice) {
    picked = choice;
    input.value = choice.name;
    list.hide();
    showProblem(undefined);
  }
  const offer = (found: readonly Choice[]) => {
    const items = found.map(choice => ({ value: choice, label: choice.name }));
    if (items.length === 0) list.note('No option fits what you typed');
    else list.show(items, input.value === '' ? undefined : 0);
  };
  const look = complete
    ? lookUp({ input, list, complete, offer })
    : () => offer(matchChoices(choices ?? [], input.value));
  const read = () =>
    picked?.name === input.value ? picked.value : checkOption(option, choices, input.value).value;
  function showProblem(problem: string | undefined) {
    about.textContent = problem ?? option.description;
    about.classList.toggle('problem', problem !== undefined);
    setAttribute(input, 'aria-invalid', problem === undefined ? undefined : 'true');
  }

  input.addEventListener('input', () => {
    showProblem(undefined);
    if (choices || complete) look();
  });
  input.addEventListener('focus', () => {
    if ((choices || complete) && picked?.name !== input.value) look();
  });
  input.addEventListener('blur', () => list.hide());
  input.addEventListener('keydown', event => walk(event, list, pick));
  return {
    element,
    input,
    read,
    showProblem,
    problem: () =>
      picked?.name === input.value ? undefined : checkOption(option, choices, input.value).problem,
  };
}

interface LookUp {
  input: HTMLInputElement;
  list: List<Choice>;
  complete: (typed: string) => Promise<Outcome>;
  offer: (choices: readonly Choice[]) => void;
}

/** Asks after a short pause in typing; an answer that comes after newer typing is dropped. */
function lookUp({ input, list, complete, offer }: LookUp): () => void {
  let latest = 0;
  let pause: ReturnType<typeof setTimeout> | undefined;
  const ask = async () => {
    if (document.activeElement !== input) return;
    latest += 1;
    const mine = latest;
    const outcome = await complete(input.value);
    if (mine !== latest || document.activeElement !== input) return;
    if (outcome.kind === 'choices') offer(outcome.choices);
    else list.note(outcome.kind === 'failed' ? outcome.reason : 'Loading options failed');
  };
  return () => {
    clearTimeout(pause);
    pause = setTimeout(() => start(ask()), typingPause);
  };
}

function walk(event: KeyboardEvent, list: List<Choice>, pick: (choice: Choice) => void): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!list.open) return;
  if (step !== undefined) list.move(step);
  else if (event.key === 'Escape') list.hide();
  else if (event.key === 'Enter' && list.active) pick(list.active);
  else if (event.key === 'Tab' && list.active) {
    pick(list.active);
    return;
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

function requiredMark(): HTMLElement {
  return make('span', { class: 'required' }, 'required');
}

/** Milliseconds without typing before the bot is asked. */
const typingPause = 150;
