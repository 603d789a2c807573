import { signInLink } from '../../access/sign-in.js'
import type { ControlStore } from '../../control/control-store.js'
import { later } from '../../control/clock.js'
import { readOwner } from '../../control/owner-lock.js'
import { ROLES, type Role } from '../../control/roles.js'
import { Problem } from '../../problem.js'
import { writeLine } from '../write-line.js'

export interface TokenOptions {
  readonly role: string | undefined
  readonly expires: string | undefined
  readonly json: boolean
}

/** A part of `crosswalk token`: over the control store of a data folder, beside a running server too. */
export type TokenAction = (
  control: ControlStore,
  operands: readonly string[],
  options: TokenOptions,
  folder: string,
) => Promise<void>

const DAY = 24 * 60 * 60_000
const ACTOR = 'command line'
const LONGEST_NAME = 100

const roleOf = (text: string | undefined): Role => {
  const role = ROLES.find((known) => known === text)
  if (role === undefined)
    throw new Problem('USAGE', `--role is one of ${ROLES.join(', ')}, and must be given.`)
  return role
}

const expiryOf = (text: string | undefined, now: Date): string | null => {
  if (text === 'never') return null
  const days = /^[1-9]\d{0,3}$/.test(text ?? '') ? Number(text) : null
  if (days === null)
    throw new Problem('USAGE', '--expires is a number of days from 1 to 9999, or never, and must be given.')
  return later(now, days * DAY)
}

const create: TokenAction = async (control, [name = ''], { role, expires, json }) => {
  if (name.trim() === '' || name.length > LONGEST_NAME)
    throw new Problem(
      'USAGE',
      `Give the token a name of 1 to ${LONGEST_NAME} characters: who or what uses it.`,
    )
  const wanted = { name, role: roleOf(role), expiresAt: expiryOf(expires, control.clock()) }
  const { secret, token } = await control.tokens.create(wanted)
  await control.audit.record({ actor: ACTOR, action: 'CREATE_TOKEN', subject: token.id })
  const { id, expiresAt } = token
  await writeLine(
    json
      ? JSON.stringify({ id, ...wanted, secret })
      : `Token ${id} for ${name} (${token.role}, ${expiresAt === null ? 'until revoked' : `until ${expiresAt}`}), shown this once:\n\n  ${secret}\n`,
  )
}

const list: TokenAction = async (control, _operands, { json }) => {
  const now = control.clock().toISOString()
  for (const { id, name, role, createdAt, expiresAt, lastUsedAt } of await control.tokens.list()) {
    const shown = { id, name, role, createdAt, expiresAt, lastUsedAt }
    const ends =
      expiresAt === null ? 'until revoked' : `${expiresAt <= now ? 'EXPIRED' : 'until'} ${expiresAt}`
    const used = lastUsedAt === null ? 'never used' : `last used ${lastUsedAt}`
    await writeLine(json ? JSON.stringify(shown) : `${id}  ${role.padEnd(8)}  ${ends}  ${used}  ${name}`)
  }
}

const revoke: TokenAction = async (control, [id = ''], { json }) => {
  await control.tokens.revoke(id)
  await control.audit.record({ actor: ACTOR, action: 'REVOKE_TOKEN', subject: id })
  await writeLine(json ? JSON.stringify({ id, revoked: true }) : `Token ${id} is revoked.`)
}

const link: TokenAction = async (control, _operands, { json }, folder) => {
  const owner = await readOwner(folder)
  if (owner?.url == null || !(await answers(owner.url)))
    throw new Problem('NOT_FOUND', 'No server runs over this data folder; start one with npm start.', {
      file: folder,
    })
  await control.audit.record({ actor: ACTOR, action: 'INVITE' })
  const address = await signInLink(control, owner.url)
  await writeLine(json ? JSON.stringify({ link: address }) : address)
}

/** `owner.json` outlives a server that was killed. */
const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  )

/** The parts, with how many operands each takes. */
export const TOKEN_ACTIONS: Readonly<Record<string, { operands: number; act: TokenAction }>> = {
  create: { operands: 1, act: create },
  list: { operands: 0, act: list },
  revoke: { operands: 1, act: revoke },
  link: { operands: 0, act: link },
}
