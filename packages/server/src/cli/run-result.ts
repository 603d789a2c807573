import { isUnderWay } from '@crosswalk/core'
import type { DeskRun } from '../desk/desk.js'
import { ExitCode, PROBLEMS, type ProblemCode } from '../problem.js'

const total = (counts: readonly { count: number }[]): number =>
  counts.reduce((sum, { count }) => sum + count, 0)

/** What became of a run: its figures to standard output, its problem to standard error. */
export const tellResult = (run: DeskRun, json: boolean): void => {
  const { id, number, state, fingerprint, summary, problemCode, problemMessage } = run
  if (json) {
    const problem = problemCode === null ? null : { code: problemCode, message: problemMessage }
    console.log(JSON.stringify({ run: id, number, state, fingerprint, summary, problem }))
  }
  if (problemMessage !== null) console.error(problemMessage)
  if (json || summary === null) return
  const migrated = summary.outcomes.filter(({ outcome }) => outcome === 'MIGRATED')
  console.log(`run          ${id}`)
  console.log(`fingerprint  ${fingerprint}`)
  console.log(
    `source       ${summary.sourceAccounts} accounts, ${summary.sourceGroups} groups, ${summary.items} items`,
  )
  console.log(
    `mapped       ${total(summary.resolutions.filter(({ resolution }) => resolution !== 'UNRESOLVED'))}`,
  )
  console.log(`migrated     ${total(migrated)} of ${total(summary.outcomes)} principals`)
  console.log(`findings     ${total(summary.findings)}`)
  for (const { code, message, count } of summary.notices)
    console.log(`notice       ${code}${count === null ? '' : ` (${count})`}: ${message}`)
}

/** Left under way is done; stopped is interrupted; failed is what failed. */
export const exitOf = ({ state, problemCode }: DeskRun): ExitCode => {
  if (state === 'FINISHED' || isUnderWay(state)) return ExitCode.DONE
  if (state === 'FAILED' && problemCode !== null && problemCode in PROBLEMS)
    return PROBLEMS[problemCode as ProblemCode].exit
  return state === 'FAILED' ? ExitCode.ENVIRONMENT : ExitCode.INTERRUPTED
}
