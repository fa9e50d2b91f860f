import type { Log } from '../core/ports.ts';
import { described } from './errors.ts';
import { failureOf } from './outbox.ts';
import type { Rendered } from './render.ts';

/** Changes messages that many people press on, each at most once in a while. */
export interface Edits {
  /**
   * Shows a drawing on a message unless one of the same order or a greater one was shown there: at once, or when the message may be
   * changed again; only the newest is sent. `edit` sends with the token of the press that is answered, and the newest token is used.
   */
  show(message: string, drawing: Drawing, edit: Edit): void;
  /** Sends at once what waits, and resolves when nothing is on its way. */
  finish(): Promise<void>;
}

export interface Drawing {
  rendered: Rendered;
  order: number;
}

type Edit = (rendered: Rendered) => Promise<void>;

interface EditsParts {
  log: Log;
  /** Milliseconds between the end of one change of a message and the next. */
  everyMs?: number | undefined;
}

export function createEdits({ log, everyMs = usualEveryMs }: EditsParts): Edits {
  const messages = new Map<string, Message>();
  return {
    show(id, drawing, edit) {
      const message = messages.get(id) ?? new Message(log, everyMs, () => messages.delete(id));
      messages.set(id, message);
      message.show(drawing, edit);
    },
    async finish() {
      await Promise.all([...messages.values()].map(message => message.finish()));
    },
  };
}

/** One message: what it shows, what waits, and the rest between two changes. */
class Message {
  readonly #log: Log;
  readonly #everyMs: number;
  /** Called when no press on it can come late any more. */
  readonly #forget: () => void;
  #order = Number.NEGATIVE_INFINITY;
  #waiting: (Drawing & { tried?: true }) | undefined;
  #edit: Edit = async () => {};
  #sending: Promise<void> | undefined;
  #resting: NodeJS.Timeout | undefined;
  #ending: NodeJS.Timeout | undefined;

  constructor(log: Log, everyMs: number, forget: () => void) {
    this.#log = log;
    this.#everyMs = everyMs;
    this.#forget = forget;
  }

  show(drawing: Drawing, edit: Edit): void {
    clearTimeout(this.#ending);
    this.#ending = setTimeout(this.#forget, tokenMs).unref();
    this.#edit = edit;
    if (drawing.order <= this.#order) return;
    this.#order = drawing.order;
    this.#waiting = drawing;
    if (!this.#sending && !this.#resting) this.#send();
  }

  async finish(): Promise<void> {
    await this.#sending;
    while (this.#waiting) {
      clearTimeout(this.#resting);
      this.#send();
      await this.#sending;
    }
  }

  #send(): void {
    this.#resting = undefined;
    const drawing = this.#waiting;
    if (!drawing) return;
    this.#waiting = undefined;
    this.#sending = this.#sent(drawing).then(restMs => {
      this.#sending = undefined;
      this.#resting = setTimeout(() => this.#send(), restMs).unref();
    });
  }

  /** Gives how long the message is left alone afterwards. */
  async #sent(drawing: Drawing & { tried?: true }): Promise<number> {
    try {
      await this.#edit(drawing.rendered);
      return this.#everyMs;
    } catch (error) {
      this.#failed(drawing, error);
      return Math.max(this.#everyMs, failureOf(error).retryAfterMs ?? 0);
    }
  }

  /** What waits goes in its place; else it is tried once more, with the newest token by then. */
  #failed(drawing: Drawing & { tried?: true }, error: unknown): void {
    const { code } = described(error);
    if (code === unknownMessage) {
      this.#log.info({ code }, 'A message for all is gone');
    } else if (drawing.tried && !this.#waiting) {
      this.#log.warn(described(error), 'A message for all could not be changed');
      // The next press shows it.
      this.#order = drawing.order - 1;
    } else {
      this.#waiting ??= { ...drawing, tried: true };
    }
  }
}

const unknownMessage = 10_008;
const usualEveryMs = 1_000;
/** How long the token of a press works. */
const tokenMs = 15 * 60 * 1_000;
