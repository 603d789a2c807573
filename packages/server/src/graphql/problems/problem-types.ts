import { Field, InterfaceType, ObjectType } from 'type-graphql'

import { Problem } from '../../problem.js'

/** Something a mutation refuses, as data: clients can act on `code`. */
@InterfaceType('Problem', { description: 'Why a mutation was refused.' })
export abstract class ProblemType {
  @Field(() => String, { description: 'A stable code; every code is explained in docs/errors.md.' })
  code: string
  @Field(() => String, { description: 'What is wrong and what to do.' })
  message: string
  @Field(() => [String], { nullable: true, description: 'The part of the input at fault.' })
  path: string[] | null

  constructor({ code, message, where }: Problem) {
    this.code = code
    this.message = message
    this.path = where.path === undefined ? null : where.path.split('.')
  }
}

@ObjectType({ implements: ProblemType, simpleResolvers: true, description: 'What was named does not exist.' })
export class NotFoundProblem extends ProblemType {}

@ObjectType({
  implements: ProblemType,
  simpleResolvers: true,
  description: 'The state of the run or its job does not allow it.',
})
export class IllegalStateProblem extends ProblemType {}

@ObjectType({ implements: ProblemType, simpleResolvers: true, description: 'The input cannot be used.' })
export class InputProblem extends ProblemType {}

const STATE_CODES = ['ILLEGAL_STATE', 'RUN_IN_PROGRESS', 'RUN_NOT_FINISHED', 'JOB_CHANGED']
const THROWN = [401, 403]

/** A refusal as a result of its mutation; what is not the caller's doing is thrown on. */
export function problemResult(fault: unknown): NotFoundProblem | IllegalStateProblem | InputProblem {
  if (!(fault instanceof Problem) || fault.httpStatus >= 500 || THROWN.includes(fault.httpStatus)) throw fault
  if (fault.code === 'NOT_FOUND') return new NotFoundProblem(fault)
  return STATE_CODES.includes(fault.code) ? new IllegalStateProblem(fault) : new InputProblem(fault)
}

/** The same for a mutation that takes no input of its own: there only existence and state can refuse. */
export function stateProblemResult(fault: unknown): NotFoundProblem | IllegalStateProblem {
  const result = problemResult(fault)
  if (result instanceof InputProblem) throw fault
  return result
}
