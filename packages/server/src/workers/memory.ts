const LEAST_HEAP = 512
const UNITS: Readonly<Record<string, number>> = { MB: 1, MiB: 1, GB: 1000, GiB: 1024 }

/** Megabytes of a limit as DuckDB reads it, e.g. 1000 of `1GB`. */
export const megabytesOf = (memory: string): number => {
  const [, amount = '0', unit = 'MB'] = /^(\d+)\s?(MB|GB|MiB|GiB)$/.exec(memory) ?? []
  return Number(amount) * (UNITS[unit] ?? 1)
}

/**
 * V8's limit for a worker whose DuckDB may use `memory`: as much again, for what crosses into JavaScript; never less
 * than the program itself needs.
 */
export const heapMegabytes = (memory: string): number => Math.max(LEAST_HEAP, megabytesOf(memory))
