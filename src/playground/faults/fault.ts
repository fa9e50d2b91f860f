import type { Dice } from '../simulation/dice.ts';
import type { Scene } from './scene.ts';

/** Something that goes wrong, from its beginning to its end. */
export interface Fault {
  name: string;
  /** The kind of store it befalls; a file when left out. */
  store?: 'redis';
  /** True where the process ends in the course of it, and another takes its place. */
  restarts?: true;
  /** What the stand-in may find wrong and what the log may call an error in the course of it; nothing when left out. */
  expects?: RegExp;
  /**
   * Begins it, lets it last and ends it.
   * @throws NotMetError where nothing came that it could befall, Error where the process took it as it must not.
   */
  befall(scene: Scene, dice: Dice): Promise<void>;
}

/** A fault that lay in wait for requests, and too few came: while sending rests after failures none do. */
export class NotMetError extends Error {}

/** @throws Error where it is not so. */
export function demand(isSo: boolean, expected: string, came: string): void {
  if (!isSo) throw new Error(`Expected ${expected}; came ${came}.`);
}
