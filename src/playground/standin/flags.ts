/** Bits of a message's `flags`. */
export const SUPPRESS_EMBEDS = 1 << 2;
/** Only one person sees it. */
export const EPHEMERAL = 1 << 6;
/** The bot is "thinking". */
export const LOADING = 1 << 7;
export const SUPPRESS_NOTIFICATIONS = 1 << 12;
/** Made of components alone, without content. */
export const COMPONENTS_V2 = 1 << 15;

export const hasBit = (flags: number | undefined, bit: number): boolean => ((flags ?? 0) & bit) !== 0;
