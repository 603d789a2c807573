import type { CaptureContext } from '../capture.js'
import type { Lookups } from '../lookups.js'
import type { UmapiPage, UmapiUser } from './bodies.js'
import type { UmapiClient } from './client.js'
import { incomplete } from './problems.js'
import { identityOfUser } from './rows.js'

/** Times a listing that does not fit together is read before it is given up. */
const PASSES = 3
/** What a listing may fall short of its total, which counts technical accounts too: so many, or this share. */
const SHORTFALL = { users: 10, share: 0.05 }

export interface ListedUsers {
  readonly users: readonly UmapiUser[]
  /** As the directory counts, technical accounts included. */
  readonly total: number | null
  /** It did not fit together at first: who is not listed may be there all the same. */
  readonly doubtful: boolean
}

const isPlausible = (listed: number, total: number | null): boolean =>
  total === null || total - listed <= Math.max(SHORTFALL.users, total * SHORTFALL.share)

interface Pass {
  readonly rows: UmapiUser[]
  readonly total: number | null
}

/**
 * Every user of the organisation, each once. A listing in which a user stands twice was cut while it changed, and one
 * that ends before its total was truncated; either is read again, until a reading adds nobody.
 *
 * @throws Problem `DIRECTORY_INCOMPLETE` where it still ends too early: an early end must never look like "not found".
 */
export const listUsers = async (
  client: UmapiClient,
  name: string,
  context: CaptureContext,
): Promise<ListedUsers> => {
  const { lookups } = context
  const users = new Map<string, UmapiUser>()
  let total: number | null = null
  let doubtful = false
  const first = firstPass(lookups)
  for (let pass = first; pass < first + PASSES; pass++) {
    const before = users.size
    const read = await readPass(client, pass, context)
    total = read.total ?? total
    for (const user of read.rows) users.set(identityOfUser(user), user)
    const whole = read.rows.length === new Set(read.rows.map(identityOfUser)).size
    if (whole && isPlausible(users.size, total)) break
    doubtful = true
    if (pass > first && users.size === before) break
  }
  if (isPlausible(users.size, total)) return { users: [...users.values()], total, doubtful }
  await lookups.answer(givenUp(first), async () => null)
  throw incomplete(name, users.size, total ?? users.size)
}

const givenUp = (pass: number): string => `users given up ${pass}`

/** A resumed run reads a listing that was given up anew. */
const firstPass = (lookups: Lookups): number => {
  let pass = 0
  while (lookups.known(givenUp(pass))) pass += PASSES
  return pass
}

const readPass = async (client: UmapiClient, pass: number, context: CaptureContext): Promise<Pass> => {
  const rows: UmapiUser[] = []
  let before: UmapiPage<UmapiUser> | null = null
  for (let page = 0; ; page++) {
    context.progress(page, Math.max(before?.pages ?? 1, page + 1))
    const read: UmapiPage<UmapiUser> = await context.lookups.answer(pageKey(pass, page), () =>
      client.users(page),
    )
    if (before !== null && isRepetition(before, read)) return { rows, total: read.total }
    rows.push(...read.rows)
    if (read.last && page + 1 >= (read.pages ?? 0)) return { rows, total: read.total }
    before = read
  }
}

export const pageKey = (pass: number, page: number): string => `users ${pass} ${page}`

/** Past its end a listing gives its last page again. */
const isRepetition = (before: UmapiPage<UmapiUser>, page: UmapiPage<UmapiUser>): boolean =>
  page.rows.length === 0 ||
  (page.rows.length === before.rows.length &&
    page.rows.every((user, index) => identityOfUser(user) === identityOfUser(before.rows[index] ?? user)))
