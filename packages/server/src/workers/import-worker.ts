import { checkImport, type CheckRequest } from '../pipeline/exceptions/check-import.js'
import { Problem } from '../problem.js'
import { environmentProblem } from './environment-problem.js'
import type { FromImportWorker } from './import-process.js'

const finish = (answer: FromImportWorker): void => {
  if (!process.connected) process.exit(0)
  process.send?.(answer, () => process.exit(0))
}

process.once('message', (request: CheckRequest) => {
  checkImport(request).then(
    (checked) => finish({ type: 'checked', checked }),
    (error: unknown) => {
      const problem = error instanceof Problem ? error : environmentProblem(error)
      if (problem === null) throw error
      finish({ type: 'refused', code: problem.code, message: problem.message, where: problem.where })
    },
  )
})
process.on('disconnect', () => process.exit(0))
