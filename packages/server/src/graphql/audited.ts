import { requireRole } from '../access/caller.js'
import type { Deed } from '../control/audit.js'
import { Problem } from '../problem.js'
import type { Context } from './context.js'

/** Does what the caller asked for and records it, refusals included. What is made is the subject only once it is. */
export async function audited<T>(
  { caller, control }: Context,
  action: Deed['action'],
  subject: string | ((done: T) => string),
  work: () => Promise<T>,
): Promise<T> {
  const known = typeof subject === 'string' ? subject : null
  const actor = requireRole(caller, 'viewer').name
  try {
    const done = await work()
    await control.audit.record({
      ...{ actor, action },
      subject: typeof subject === 'string' ? subject : subject(done),
    })
    return done
  } catch (fault) {
    if (fault instanceof Problem)
      await control.audit.record({ actor, action, subject: known, result: fault.code })
    throw fault
  }
}
