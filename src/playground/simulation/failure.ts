/** How one sending fails, and whether its message was made all the same. */
export interface Failure {
  kind: string;
  isMade: boolean;
  status?: number;
  /** Discord's own. */
  code?: number;
}

/** Discord's code for a bot that may do nothing: unauthorized. */
export const botRefused = 40_001;
