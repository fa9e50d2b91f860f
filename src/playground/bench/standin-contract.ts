/** What the stand-in's process is told at its start. */
export interface StandinSettings {
  token: string;
  people: number;
  /** How many servers the bot is on. */
  servers?: number;
  /** Unprivileged intents the bot may ask for. */
  intents?: number;
  /** True to register /ping, for a bot that leaves that to a script. */
  ping?: boolean;
}

/** What it sends first. */
export interface Ready {
  apiUrl: string;
  /** By which an endpoint knows what is posted, 64 hexadecimal digits. */
  publicKey: string;
  people: { id: string; channel: string }[];
}

/** What it can be asked. */
export type Ask =
  | { kind: 'seen' }
  /** Types the command as soon as a bot is there. Gives the milliseconds since 1970 at which the answer came. */
  | { kind: 'first-answer'; command: string }
  /** Posts what people do to this port of 127.0.0.1 from now on. */
  | { kind: 'post-to'; port: number }
  /** People type the command, so many a second, or so many of them at once whenever the one before is answered. */
  | { kind: 'load'; command: string; seconds: number; perSecond?: number; atOnce?: number };

export interface Answers {
  seen: Seen;
  'first-answer': number;
  'post-to': null;
  load: Load;
}

/** Messages that the bot started. Times in milliseconds. */
export interface Seen {
  messages: number;
  firstAt: number;
  lastAt: number;
  /** REST requests since the first message, and before it. */
  requests: number;
  requestsBefore: number;
  /** Answered with 429. */
  refused: number;
  problems: string[];
}

export interface Load {
  /** From the moment the bot was told until its answer arrived, in milliseconds. */
  waits: number[];
  answers: number;
  /** How many people saw no answer. */
  failed: number;
  seconds: number;
  /** Processor time the stand-in itself took, in milliseconds: where that comes near the whole time, it is what held things up. */
  usedMs: number;
}
