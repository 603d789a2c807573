import { answer, type Answer } from './answer.js'
import { applyStep, type StepProblem } from './steps.js'
import type { World } from './world.js'

/** `POST /action/{orgId}`: at most ten commands, each a list of steps for one user or user group. */
export interface Command {
  readonly user?: string
  readonly usergroup?: string
  readonly domain?: string
  readonly requestID?: string
  readonly do?: readonly Record<string, unknown>[]
}

const MAX_COMMANDS = 10

const isCommand = (value: unknown): value is Command =>
  typeof value === 'object' && value !== null && ('user' in value || 'usergroup' in value)

/**
 * Carries the commands out and says what became of each. With `testOnly` nothing changes and completed commands are
 * counted apart. `removeFromOrg` of an unknown user is an error, as recorded; the manual says it succeeds.
 */
export const act = (world: World, body: unknown, testOnly: boolean): Answer => {
  if (!Array.isArray(body) || body.length > MAX_COMMANDS || !body.every(isCommand))
    return answer(400, {
      result: 'error.apicall.invalid',
      message: `A list of at most ${MAX_COMMANDS} commands was expected`,
    })
  const commands: readonly Command[] = body
  const acted = testOnly ? structuredClone(world) : world
  const errors = commands.flatMap((command, index) => problemsOf(acted, command, index))
  const failed = new Set(errors.map(({ index }) => index)).size
  const done = commands.length - failed
  return answer(200, {
    completed: testOnly ? 0 : done,
    notCompleted: failed,
    completedInTestMode: testOnly ? done : 0,
    result: failed === 0 ? 'success' : done === 0 ? 'error' : 'partial',
    ...(errors.length === 0 ? {} : { errors }),
  })
}

const problemsOf = (world: World, command: Command, index: number) => {
  const { user, usergroup, requestID, do: steps = [] } = command
  for (const [step, given] of steps.entries()) {
    const problem: StepProblem | null = applyStep(world, command, given, step, steps.length)
    if (problem !== null)
      return [
        {
          ...{ index, step, message: problem.message, errorCode: problem.errorCode },
          ...(requestID === undefined ? {} : { requestID }),
          ...(user === undefined ? { usergroup } : { user }),
        },
      ]
  }
  return []
}
