import type { ValidationWork } from '../validation/answer-validation.js'
import { apart } from './apart.js'

/** What is asked of reports made elsewhere, in a process of its own: these files may be large. */
export const validateApart: ValidationWork = apart({
  module: new URL('./validation-worker.js', import.meta.url),
  does: 'read the report',
})
