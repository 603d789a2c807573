import { createRequire } from 'node:module'
import { TextDecoder } from 'node:util'

interface DataAccessors {
  textDecoder: TextDecoder
}

/**
 * Found as this module is loaded, with the driver itself: where the path of a module is looked up right after a FIFO was
 * looked at (`lstat`), Node 20 leaves its symbolic links as they are, and the driver would be there twice.
 */
const accessors = createRequire(import.meta.url)(
  '@duckdb/node-api/lib/vectors/dataAccessors.js',
) as DataAccessors

/**
 * The driver decodes every string with a `TextDecoder` that drops a leading U+FEFF. The decoder is one exported
 * property of the (exactly pinned) driver, so one that keeps the mark takes its place, for results and for the
 * arguments of scalar functions alike. `openDuck` proves at each start that it took effect.
 */
export const keepByteOrderMarks = (): void => {
  accessors.textDecoder = new TextDecoder('utf-8', { ignoreBOM: true })
}
