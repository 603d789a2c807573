import { traceOf } from '../log.js'
import { streamReport } from '../exports/stream-report.js'
import { Problem } from '../problem.js'
import { environmentProblem } from './environment-problem.js'
import type { FromStream, StreamAssignment } from './stream-protocol.js'

const tell = (message: FromStream): Promise<void> =>
  new Promise((resolve) => {
    if (process.connected) process.send?.(message, () => resolve())
    else resolve()
  })

const failure = (error: unknown): FromStream => {
  const problem = error instanceof Problem ? error : environmentProblem(error)
  if (problem !== null)
    return { type: 'failed', code: problem.code, message: problem.message, where: problem.where }
  console.error(JSON.stringify({ level: 50, fault: traceOf(error) }))
  return { type: 'failed', code: 'INTERNAL', message: 'The stream failed.', where: {} }
}

process.once('message', (assignment: StreamAssignment) => {
  void streamReport(assignment, (rows) => void tell({ type: 'planned', rows }))
    .then((rows): FromStream => ({ type: 'done', rows }), failure)
    .then(tell)
    .finally(() => process.exit(0))
})
process.on('disconnect', () => process.exit(0))
