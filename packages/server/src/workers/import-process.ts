import type { CheckedImport, CheckRequest } from '../pipeline/exceptions/check-import.js'
import { apart } from './apart.js'

/** `checkImport` in a process of its own: a file of many lines must not keep the server from answering. */
export const checkImportApart = apart<CheckRequest, CheckedImport>({
  module: new URL('./import-worker.js', import.meta.url),
  does: 'checked the file',
})
