import { answerValidation } from '../validation/answer-validation.js'
import { answerApart } from './apart.js'

answerApart(answerValidation)
