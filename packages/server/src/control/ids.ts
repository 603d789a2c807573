import { monotonicFactory } from 'ulid'

export type IdPrefix =
  'job' | 'run' | 'exp' | 'tok' | 'ses' | 'sic' | 'aud' | 'exc' | 'upl' | 'view' | 'dir' | 'val'

const next = monotonicFactory()

/** `<prefix>_` and 26 lower-case ULID characters; ids made by one process sort in the order they were made. */
export const newId = (prefix: IdPrefix): string => `${prefix}_${next().toLowerCase()}`
