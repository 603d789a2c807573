import { requireRole } from '../access/caller.js'
import type { Deed } from '../control/audit.js'
import { Problem } from '../problem.js'
import type { Context } from './context.js'

/** Does what the caller asked for and records it, refusals included. */
export async function audited<T>(
  { caller, control }: Context,
  action: Deed['action'],
  subject: string,
  work: () => Promise<T>,
): Promise<T> {
  const actor = requireRole(caller, 'viewer').name
  try {
    const done = await work()
    await control.audit.record({ actor, action, subject })
    return done
  } catch (fault) {
    if (fault instanceof Problem) await control.audit.record({ actor, action, subject, result: fault.code })
    throw fault
  }
}
