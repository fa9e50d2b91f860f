import type { World } from '../../src/playground/standin/api.ts';
import type { OptionValue, Outcome, SeenMessage } from '../../src/playground/standin/contract.ts';
import { type ButtonPart, buttonsOf, type MenuPart, menusOf, textOf } from './parts.ts';

export type PlaceKind = 'server' | 'own-dm' | 'other-dm';

/** Somebody who uses Steady: types, presses, and looks at what came of it. */
export class Actor {
  readonly id: string;
  readonly #world: World;
  #place: PlaceKind = 'server';
  #last: Outcome | undefined;

  constructor(world: World, id: string) {
    this.#world = world;
    this.id = id;
  }

  /** From here on this person writes there. */
  at(place: PlaceKind): this {
    this.#place = place;
    return this;
  }

  /** Sends a slash command: `ada.types('/ground', { exercise: 'orienting' })`. */
  types(command: string, options: Record<string, OptionValue> = {}): Promise<Outcome> {
    const [name = '', subcommand] = command.replace(/^\//, '').split(' ');
    const act = { kind: 'command' as const, person: this.id, place: this.#placeId(), command: name, options };
    return this.#does({ ...act, ...(subcommand && { subcommand }) });
  }

  /** Types into an option without sending; the choices Discord would list. */
  async isTyping(
    command: string,
    option: string,
    typed: string,
  ): Promise<{ name: string; value: string | number }[]> {
    const [name = '', subcommand] = command.replace(/^\//, '').split(' ');
    const outcome = await this.#world.act({
      kind: 'complete',
      person: this.id,
      place: this.#placeId(),
      command: name,
      ...(subcommand && { subcommand }),
      focused: option,
      options: { [option]: typed },
    });
    if (outcome.kind !== 'choices') throw new Error(`Expected choices, got ${JSON.stringify(outcome)}`);
    return outcome.choices;
  }

  /** Presses the button with this label on the card last seen. */
  presses(label: string): Promise<Outcome> {
    const button = this.button(label);
    return this.pressesId(button.custom_id ?? '');
  }

  pressesId(customId: string, message: SeenMessage = this.card): Promise<Outcome> {
    return this.#does({ kind: 'press', person: this.id, message: message.id, customId });
  }

  /** Chooses an option by its label, in the menu with that placeholder. */
  chooses(placeholder: string, label: string): Promise<Outcome> {
    const menu = this.menus.find(menu => menu.placeholder === placeholder);
    const option = menu?.options.find(option => option.label === label);
    if (!menu || !option) throw new Error(`No "${label}" in a menu "${placeholder}" on: ${this.sees}`);
    return this.choosesId(menu.custom_id, [option.value]);
  }

  choosesId(customId: string, values: string[], message: SeenMessage = this.card): Promise<Outcome> {
    return this.#does({ kind: 'choose', person: this.id, message: message.id, customId, values });
  }

  /** Sends in the form last seen, or one that was opened before. */
  submits(fields: Record<string, string | string[]>, form: { id: string } = this.form): Promise<Outcome> {
    return this.#does({ kind: 'submit', person: this.id, form: form.id, fields });
  }

  /** Chooses a command from the menu of a message. */
  usesOn(message: SeenMessage, command: string): Promise<Outcome> {
    return this.#does({ kind: 'message-command', person: this.id, command, message: message.id });
  }

  /** Presses Hide on the newest message in this place. */
  hidesLast(): Promise<Outcome> {
    const message = this.messages.at(-1);
    const hide = message && buttonsOf(message).find(({ label }) => label === 'Hide');
    if (!message || !hide?.custom_id) throw new Error('Expected a message with Hide, found none.');
    return this.pressesId(hide.custom_id, message);
  }

  /** Writes plain words, and gives the message they became. */
  async says(text: string): Promise<SeenMessage> {
    await this.#world.act({ kind: 'say', person: this.id, place: this.#placeId(), text });
    const written = this.messages.findLast(message => message.author.id === this.id);
    if (!written) throw new Error('Expected the message that was written, found none.');
    return written;
  }

  /** What is on the screen in the place this person is in, oldest first. */
  get messages(): SeenMessage[] {
    return this.#world.view(this.id).messages[this.#placeId()] ?? [];
  }

  get outcome(): Outcome {
    if (!this.#last) throw new Error('Nothing was typed or pressed yet.');
    return this.#last;
  }

  /** The card last seen. */
  get card(): SeenMessage {
    const { outcome } = this;
    if (outcome.kind === 'message' || outcome.kind === 'updated') return outcome.message;
    throw new Error(`Expected a card, got ${JSON.stringify(outcome)}`);
  }

  get form() {
    const { outcome } = this;
    if (outcome.kind === 'form') return outcome.form;
    throw new Error(`Expected a form, got ${JSON.stringify(outcome)}`);
  }

  /** Every word on the card last seen. */
  get sees(): string {
    return textOf(this.card);
  }

  get labels(): string[] {
    return buttonsOf(this.card).map(({ label }) => label);
  }

  get menus(): MenuPart[] {
    return menusOf(this.card);
  }

  button(label: string): ButtonPart {
    const found = buttonsOf(this.card).find(button => button.label === label);
    if (!found) throw new Error(`No button "${label}" among ${this.labels.join(' · ')} on: ${this.sees}`);
    return found;
  }

  async #does(act: Parameters<World['act']>[0]): Promise<Outcome> {
    const outcome = await this.#world.act(act);
    this.#last = outcome;
    return outcome;
  }

  #placeId(): string {
    return this.#world.place(this.#place, this.id);
  }
}
