/** What somebody asked, as plain data. src/discord/request.ts makes it from Discord's payload. */
export type Request = CommandRequest | MessageRequest | ActionRequest | FormRequest | CompletionRequest;

/** Who asked, where, and in which language. */
export interface Caller {
  /** Discord's id of the person. */
  id: string;
  /** Discord's locale code of the person's client, such as `en-GB`. */
  locale: string;
  place: Place;
  /** Discord's id of the channel, DMs included. */
  channel: string;
  /** True where the person may manage the server they ask in. */
  managesServer: boolean;
  /** Discord's id of the server they ask in. */
  server?: string;
  /** True where the person may write in the channel they ask in. */
  mayWrite: boolean;
}

/** A server channel, Steady's own DM, or a DM or group between other people (Discord's contexts 0, 1 and 2). */
export type Place = 'server' | 'own-dm' | 'other-dm';

export type OptionValues = Readonly<Record<string, string | number | boolean | undefined>>;

/** A slash command sent. */
export interface CommandRequest {
  kind: 'command';
  caller: Caller;
  command: string;
  subcommand?: string;
  options: OptionValues;
}

/** A command chosen from a message's menu. */
export interface MessageRequest {
  kind: 'message';
  caller: Caller;
  /** The name shown in the menu, such as `Explain this`. */
  name: string;
  message: ChosenMessage;
}

export interface ChosenMessage {
  text: string;
  /** True when the person who asked wrote it. */
  own: boolean;
}

/** A button pressed, or a menu chosen from. */
export interface ActionRequest {
  kind: 'action';
  caller: Caller;
  command: string;
  action: string;
  args: readonly string[];
  values: readonly string[];
  /** Discord's id of the message it stands on. */
  message?: string;
  /** True when only the caller sees that message. */
  onPrivate: boolean;
  /** The own words that the private message quotes. */
  quoted?: string;
}

/** A form sent in. */
export interface FormRequest {
  kind: 'form';
  caller: Caller;
  command: string;
  action: string;
  args: readonly string[];
  /** What was typed, by field name. */
  texts: Readonly<Record<string, string>>;
  /** What was chosen, by field name. */
  chosen: Readonly<Record<string, readonly string[]>>;
  /** True when it was opened from a message only the caller sees. */
  onPrivate: boolean;
  /** The own words that the private message quotes. */
  quoted?: string;
}

/** An option being typed. */
export interface CompletionRequest {
  kind: 'completion';
  caller: Caller;
  command: string;
  subcommand?: string;
  option: string;
  typed: string;
}
