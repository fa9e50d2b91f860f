import type { Link } from '../core/reply.ts';

/**
 * Every action a button can lead to, with its arguments in order. A command file that others link to adds its own
 * entry here by declaration merging, so a link to an action that does not exist does not compile.
 */
export interface Links {
  card: {
    hide: [];
    country: [name: string, ...goOn: string[]];
    chosen: [name: string, ...goOn: string[]];
  };
}

/** A link to an action of a command: `go('explain', 'show', 'on-edge')`. */
export function go<C extends keyof Links, A extends keyof Links[C] & string>(
  command: C,
  action: A,
  ...args: Links[C][A] extends readonly (string | number)[] ? Links[C][A] : never
): Link {
  return { command, action, args };
}
