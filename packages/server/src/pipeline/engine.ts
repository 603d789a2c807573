/** Raised whenever the same inputs would give other rows. */
export const ENGINE_VERSION = 2
