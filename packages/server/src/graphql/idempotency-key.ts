import { Problem } from '../problem.js'

const LONGEST = 200

/** @throws Problem `BAD_REQUEST` */
export function requireKey({ idempotencyKey }: { idempotencyKey?: string | null }): void {
  if (idempotencyKey != null && (idempotencyKey === '' || idempotencyKey.length > LONGEST))
    throw new Problem('BAD_REQUEST', `An idempotency key has 1 to ${LONGEST} characters.`, {
      path: 'input.idempotencyKey',
    })
}
