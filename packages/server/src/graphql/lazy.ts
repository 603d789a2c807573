/** A field computed when asked for; GraphQL calls it. */
export type Lazy<T> = () => Promise<T>

/** The work is done at the first call, and its promise shared by all. */
export function once<T>(work: () => Promise<T>): Lazy<T> {
  let promise: Promise<T> | undefined
  return () => (promise ??= work())
}
