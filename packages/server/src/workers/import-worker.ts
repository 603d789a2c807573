import { checkImport } from '../pipeline/exceptions/check-import.js'
import { answerApart } from './apart.js'

answerApart(checkImport)
