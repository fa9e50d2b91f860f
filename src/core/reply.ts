/**
 * What a command answers, as plain data. Nothing here knows Discord; src/discord/render.ts turns it into payloads
 * and checks every limit.
 */
export type Reply = Card | Plain | Board | Form | Choices | Removal;

/** A private card, or one of the few lasting ones. The router adds Get help now and Hide to private cards. */
export interface Card {
  kind: 'card';
  /** `help` gives the card another edge; the words always carry the meaning alone. */
  tone: 'calm' | 'help';
  blocks: Block[];
  /** ISO code of the country that Get help now opens with, when the card already knows it. */
  country?: string;
  /** Nothing was done: a message that this was to take the place of stays, so that its button can be pressed again. */
  failed?: true;
  /**
   * Said only to the person who asked, in a message of its own, though the answer was to be for all to see or in place of another:
   * an apology, or why not.
   */
  aside?: true;
}

/** One line of plain content with buttons: a push notification shows only that line. */
export interface Plain {
  kind: 'plain';
  content: string;
  rows: Button[][];
}

/** A card that all see, changed by a press on it, and what is said to whoever pressed alone. */
export interface Board {
  kind: 'board';
  card: Card;
  /** Grows with every change: presses may be answered out of order, and the card of the greatest order stays. */
  order: number;
  note?: Card;
}

/** A dialog. What is typed arrives at the action `to` names. */
export interface Form {
  kind: 'form';
  title: string;
  to: Link;
  intro?: string;
  fields: Field[];
}

/** The list under an option while it is being typed: at most 25. */
export interface Choices {
  kind: 'choices';
  choices: Choice[];
}

export interface Choice {
  name: string;
  value: string;
}

/** Takes the message with the pressed button off the screen. */
interface Removal {
  kind: 'remove';
}

export type Block =
  | { kind: 'title'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'small'; text: string }
  /** Somebody's own words, which a press on the same message reads back. One a card, and only on private ones. */
  | { kind: 'quote'; words: string }
  | { kind: 'divider' }
  | { kind: 'section'; text: string; button: Button }
  | { kind: 'picture'; picture: Picture }
  | { kind: 'file'; file: Attachment }
  | { kind: 'row'; buttons: Button[] }
  | { kind: 'menu'; menu: Menu };

/** A picture in content/media or made on the spot. The alt text carries everything the picture says. */
export interface Picture extends Attachment {
  alt: string;
}

export interface Attachment {
  /** Neutral file name, with its ending. */
  name: string;
  data: Uint8Array;
}

export type Button = ActionButton | UrlButton;

export interface ActionButton {
  label: string;
  to: Link;
  /** `main` is the one most people press next; `alert` is kept for help and deletion. */
  style: 'main' | 'plain' | 'alert';
}

export interface UrlButton {
  label: string;
  url: string;
}

export interface Menu {
  to: Link;
  placeholder: string;
  options: MenuOption[];
  /** How many may be chosen; one when left out. */
  most?: number;
}

export interface MenuOption {
  label: string;
  value: string;
  hint?: string;
  chosen?: boolean;
}

export type Field = TextField | MenuField | RadioField | CheckboxField;

interface FieldBase {
  name: string;
  label: string;
  hint?: string;
  required: boolean;
}

interface TextField extends FieldBase {
  kind: 'text';
  long: boolean;
  /** Longest text taken, in characters. The form itself refuses more. */
  most: number;
  value?: string;
  example?: string;
}

interface MenuField extends FieldBase {
  kind: 'menu';
  options: MenuOption[];
  most?: number;
}

interface RadioField extends FieldBase {
  kind: 'radio';
  options: MenuOption[];
}

interface CheckboxField extends FieldBase {
  kind: 'checkbox';
  options: MenuOption[];
}

/** What a button, menu or form leads to. All it needs travels in it, so nothing expires. Made by `go`. */
export interface Link {
  command: string;
  action: string;
  args: readonly (string | number)[];
}

export const card = (blocks: Block[], more: Partial<Pick<Card, 'tone' | 'country'>> = {}): Card => ({
  kind: 'card',
  tone: 'calm',
  ...more,
  blocks,
});

export const title = (text: string): Block => ({ kind: 'title', text });
export const text = (text: string): Block => ({ kind: 'text', text });
export const small = (text: string): Block => ({ kind: 'small', text });
export const quote = (words: string): Block => ({ kind: 'quote', words });
export const divider = (): Block => ({ kind: 'divider' });
export const row = (...buttons: Button[]): Block => ({ kind: 'row', buttons });
export const menu = (menu: Menu): Block => ({ kind: 'menu', menu });
export const picture = (picture: Picture): Block => ({ kind: 'picture', picture });

export const button = (label: string, to: Link, style: ActionButton['style'] = 'plain'): ActionButton => ({
  label,
  to,
  style,
});

export const webLink = (label: string, url: string): UrlButton => ({ label, url });
export const choices = (choices: Choice[]): Choices => ({ kind: 'choices', choices });
