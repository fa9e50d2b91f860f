/** The stand-in for Discord as tests and the server hold it. `createWorld` in world.ts makes one. */
import type {
  APIApplicationCommand,
  APIApplicationCommandAutocompleteInteraction,
  APIApplicationCommandInteraction,
  APIChannel,
  APIMessage,
  APIMessageComponentInteraction,
  APIModalSubmitInteraction,
  APIUser,
} from 'discord-api-types/v10';
import type { Clock } from '../../core/ports.ts';
import type { Act, Happening, Outcome, Person, Place, View } from './contract.ts';
import type { Faults } from './faults.ts';

export interface WorldOptions {
  /** Dates ids, messages, token life and the nonce window. The machine's clock when left out. */
  clock?: Clock;
  /** Who lives there; Ada, Bo and Mo when left out. What is left out of a person is filled in. */
  people?: (Partial<Person> & { name: string })[];
  /** Installation types the application has; both when left out. */
  integrationTypes?: ('0' | '1')[];
  /** Where the application wants its interactions posted; nowhere when left out. */
  interactionsEndpoint?: string;
  /** The public key that it signs posted interactions with, 64 hexadecimal digits; all zeros, of which nobody has the other half, when left out. */
  verifyKey?: string;
  deadlines?: Partial<Deadlines>;
}

/** What an operator sets on the pages of the application. */
export interface Application {
  id: string;
  name: string;
  integrationTypes: readonly ('0' | '1')[];
  interactionsEndpoint?: string | undefined;
  verifyKey: string;
}

/** All in milliseconds. `first` and `deferred` are waited for in real time, the others are read off the world's clock. */
export interface Deadlines {
  /** Until the first answer to an interaction; 3 s. */
  first: number;
  /** Until a deferred answer is filled in, counted from the deferral; 15 min. */
  deferred: number;
  /** How long an interaction's token works; 15 min. */
  token: number;
  /** How long a nonce is remembered; 3 min. */
  nonce: number;
}

export type BotInteraction =
  | APIApplicationCommandInteraction
  | APIMessageComponentInteraction
  | APIApplicationCommandAutocompleteInteraction
  | APIModalSubmitInteraction;

/** What the bot is told, exactly as the gateway words it. */
export type BotEvent =
  | [event: 'INTERACTION_CREATE', payload: BotInteraction]
  | [event: 'MESSAGE_CREATE', payload: APIMessage];

export type Dispatch = (...told: BotEvent) => void;

/** A file sent along. `slot` is the n of `files[n]`; its place in the list when left out. */
export interface UploadedFile {
  name: string;
  data: Uint8Array;
  slot?: number;
}

/** What `?with_response=true` answers. */
export interface CallbackAnswer {
  interaction: {
    id: string;
    type: number;
    response_message_id?: string;
    response_message_loading?: boolean;
    response_message_ephemeral?: boolean;
  };
  resource?: { type: number; message?: APIMessage };
}

export interface HistoryQuery {
  limit?: number;
  before?: string;
  after?: string;
  around?: string;
}

/** What the bot may do in a server channel. All true at the start. */
export interface BotPermissions {
  view: boolean;
  send: boolean;
  history: boolean;
}

/** Told of everything that happens, with the ids of the people who see it. */
export type Listener = (happening: Happening, seenBy: readonly string[]) => void;

/** What the bot asks of Discord. Each throws an ApiError where Discord would refuse. */
export interface BotSide {
  /** Takes the first answer to an interaction. */
  answer(interactionId: string, token: string, body: unknown, files?: UploadedFile[]): CallbackAnswer;
  getOriginal(token: string): APIMessage;
  editOriginal(token: string, body: unknown, files?: UploadedFile[]): APIMessage;
  deleteOriginal(token: string): void;
  followUp(token: string, body: unknown, files?: UploadedFile[]): APIMessage;
  /** `messageId` is one that this interaction made or stands on; `@original` works too. */
  getAnswer(token: string, messageId: string): APIMessage;
  editAnswer(token: string, messageId: string, body: unknown, files?: UploadedFile[]): APIMessage;
  deleteAnswer(token: string, messageId: string): void;

  openDm(userId: string): APIChannel;
  getChannel(channelId: string): APIChannel;
  createMessage(channelId: string, body: unknown, files?: UploadedFile[]): APIMessage;
  getMessage(channelId: string, messageId: string): APIMessage;
  /** Newest first, without ephemeral ones, as Discord answers it. */
  listMessages(channelId: string, query?: HistoryQuery): APIMessage[];
  editMessage(channelId: string, messageId: string, body: unknown, files?: UploadedFile[]): APIMessage;
  deleteMessage(channelId: string, messageId: string): void;

  /** Registers exactly these commands and returns them as registered. */
  overwriteCommands(definitions: unknown): APIApplicationCommand[];
  commands(options?: { localizations?: boolean }): APIApplicationCommand[];
}

export interface World extends BotSide {
  readonly application: Application;
  readonly bot: APIUser;
  readonly guildId: string;
  /** Everything the bot did that Discord would refuse or that the stand-in does not know. Tests expect none. */
  readonly problems: string[];
  readonly faults: Faults;

  people(): Person[];
  places(): Place[];
  /** Id of the place of this kind that the person sees. Throws when there is none. */
  place(kind: Place['kind'], personId: string): string;
  /** Throws for an unknown person. */
  view(personId: string): View;
  /** Does what a person does, and waits for what they see come of it. */
  act(act: Act): Promise<Outcome>;
  change(personId: string, change: PersonChange): Person;
  /** Somebody new, with a DM of their own, whom the bot has never met. Undefined when there is no name left. */
  join(): Person | undefined;
  /** Forgets everything said, done and changed, and who joined. Bots and listeners stay; commands have to be registered again. */
  reset(): void;
  /** What the bot may do in a place that is a server channel. */
  permit(placeId: string, permissions: Partial<BotPermissions>): void;
  /** Takes a server channel away, with all that stands in it. */
  removeChannel(placeId: string): void;
  /** Takes from a person the right to write in a server channel, or gives it back. */
  mute(personId: string, placeId: string, muted?: boolean): void;
  /** The real milliseconds (`performance.now`) at which a message was changed. */
  changesOf(messageId: string): readonly number[];
  /** Closes and opens the person's Discord: private answers and open forms are gone. */
  restartClient(personId: string): void;
  file(path: string): StoredFile | undefined;

  on(listener: Listener): () => void;
  /** Tells everybody what the world's clock shows, after it was pushed. */
  tellTime(): void;
  /** Attaches a bot. A quiet one is told everything too, but the person does not see it as connected. */
  connect(dispatch: Dispatch, options?: { quiet?: boolean }): () => void;
  /** Hears what bots are told, and counts as none. */
  overhear(dispatch: Dispatch): () => void;
  /** Where uploaded files are served, without a slash at the end. */
  serveFilesAt(url: string): void;
  /** Ends all waiting: acts under way come back as failed. */
  close(): void;
}

type PersonChange = Partial<Pick<Person, 'closedDms' | 'managesServer' | 'locale'>>;

/** An uploaded file, kept under `channel/attachment/name`. */
export interface StoredFile {
  name: string;
  contentType: string;
  data: Uint8Array;
}
