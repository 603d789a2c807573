import type { RequestHandler } from 'express'

import { Problem } from '../problem.js'
import { REQUEST_COST, type Allowances } from './allowances.js'
import { callerOf, type Caller } from './caller.js'

/** A caller whose allowance is spent; `seconds` until it may ask again. */
export class AllowanceSpent extends Problem {
  constructor(readonly seconds: number) {
    super('TOO_MANY_REQUESTS', `You asked for too much in a short time. Ask again in ${seconds} seconds.`)
  }
}

/** @throws Problem `TOO_MANY_REQUESTS`, an `AllowanceSpent`. */
export function charge(allowances: Allowances, caller: Caller | undefined, cost: number): void {
  if (caller === undefined) return
  const seconds = allowances.spend(caller.id, cost)
  if (seconds > 0) throw new AllowanceSpent(seconds)
}

/** Every request of a known caller costs something, whatever becomes of it. */
export const chargeRequest =
  (allowances: Allowances): RequestHandler =>
  (request, _response, next) => {
    charge(allowances, callerOf(request), REQUEST_COST)
    next()
  }
