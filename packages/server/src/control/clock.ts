/** The only source of time in the server, so that a test can set it. */
export type Clock = () => Date

export const systemClock: Clock = () => new Date()

/** Times are stored and served as ISO 8601 text in UTC. */
export const iso = (at: Date): string => at.toISOString()

export const later = (at: Date, milliseconds: number): string => iso(new Date(at.getTime() + milliseconds))
