/**
 * What a person can do in the stand-in, and what comes of it. The page sends these over HTTP, the tests call them in-process.
 * Messages, components and forms keep Discord's own JSON shapes (API v10), so the page draws exactly what Discord would get.
 */
import type {
  APIApplicationCommand,
  APIMessage,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';

/** Someone who uses the playground. */
export interface Person {
  id: string;
  name: string;
  /** Discord locale code. */
  locale: string;
  managesServer: boolean;
  /** True while the person lets nobody write to them: the bot's DM answers 50007. */
  closedDms: boolean;
}

/** Somewhere to write: a server channel, the bot's own DM with one person, or a DM between two people. */
export interface Place {
  id: string;
  kind: 'server' | 'own-dm' | 'other-dm';
  name: string;
  /** Ids of the people who see it. */
  people: string[];
}

export type OptionValue = string | number | boolean;

export type Act =
  | {
      kind: 'command';
      person: string;
      place: string;
      command: string;
      subcommand?: string;
      options: Record<string, OptionValue>;
    }
  | { kind: 'message-command'; person: string; command: string; message: string }
  | {
      kind: 'complete';
      person: string;
      place: string;
      command: string;
      subcommand?: string;
      /** Name of the option being typed; what is typed so far stands in `options`. */
      focused: string;
      options: Record<string, OptionValue>;
    }
  | { kind: 'press'; person: string; message: string; customId: string }
  | { kind: 'choose'; person: string; message: string; customId: string; values: string[] }
  | { kind: 'submit'; person: string; form: string; fields: Record<string, string | string[]> }
  | { kind: 'say'; person: string; place: string; text: string }
  | { kind: 'dismiss'; person: string; message: string };

/** What the person sees come of an act. A deferred answer is awaited: `waited` then says in milliseconds how long it took. */
export type Outcome =
  | { kind: 'message'; message: SeenMessage; waited: number }
  | { kind: 'updated'; message: SeenMessage; waited: number }
  | { kind: 'deleted'; waited: number }
  | { kind: 'form'; form: SeenForm; waited: number }
  | { kind: 'choices'; choices: { name: string; value: string | number }[]; waited: number }
  /** For `say`, and for `dismiss`. */
  | { kind: 'done' }
  /** As Discord words it, such as "The application did not respond". */
  | { kind: 'failed'; reason: string };

export interface SeenMessage extends APIMessage {
  /** Id of the one person who sees it, for ephemeral messages. */
  only_for?: string;
}

export interface SeenForm {
  /** Handed back in a `submit`. */
  id: string;
  data: APIModalInteractionResponseCallbackData;
}

/** Pushed to the page as it happens. */
export type Happening =
  | { kind: 'message' | 'edited'; message: SeenMessage }
  | { kind: 'deleted'; place: string; message: string }
  | { kind: 'commands'; commands: APIApplicationCommand[] }
  | { kind: 'bot'; connected: boolean }
  /** The clock was pushed, and shows this: milliseconds since 1970. */
  | { kind: 'clock'; now: number }
  /** Somebody came: these live here now. */
  | { kind: 'people'; people: Person[] }
  /** Everything was forgotten: nothing that was seen before is true any more. */
  | { kind: 'reset' };

/** What went over the wire for one person lately. Tokens are shortened. */
export interface WireView {
  /** The last thing this person did that the bot was told of. */
  last?: Exchange;
  /** What the bot was asked after that, while an option was being typed. */
  typing?: Exchange;
  /** What the bot has sent by itself since, where this person sees it. */
  started: WireRequest[];
}

/** Something a person did, as Discord tells it, and what the bot sent for it. */
export interface Exchange {
  event: 'INTERACTION_CREATE' | 'MESSAGE_CREATE';
  payload: unknown;
  /** What the clock showed, in milliseconds since 1970. */
  at: number;
  requests: WireRequest[];
}

/** One request of the bot, and how it was answered. */
export interface WireRequest {
  method: string;
  /** Behind the address of the API. */
  path: string;
  /** Its JSON, where there was any. */
  body?: unknown;
  files?: { name: string; bytes: number }[];
  /** 0 where the connection was cut. */
  status: number;
  /** What Discord said, where it refused. */
  refusal?: unknown;
  /** What the clock showed, in milliseconds since 1970. */
  at: number;
  /** Real milliseconds after the person acted; left out for what the bot started by itself. */
  after?: number;
}

/** Everything the page needs to draw itself for one person. */
export interface View {
  people: Person[];
  places: Place[];
  commands: APIApplicationCommand[];
  /** Oldest first, those this person sees, by place id. */
  messages: Record<string, SeenMessage[]>;
  botConnected: boolean;
}
