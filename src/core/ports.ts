/** What the rest of the program is handed instead of reaching for the machine itself, so that tests can hand in their own. */

export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

export interface Random {
  /** A whole number from 0 up to, but not including, `below`. */
  below(below: number): number;
}

/** Structured log. No field may hold a person's id, a digest of it, or anything a person typed. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Steady's own lasting messages. */
export interface Messages {
  /** Deletes those in its DM with this person. Gives how many went. */
  tidy(personId: string): Promise<number>;
}
