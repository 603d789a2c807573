import { fold, type Finding } from '@crosswalk/core'
import type { Captured, CaptureContext } from '../capture.js'
import type { DirectoryAccess, UmapiSettings } from '../settings.js'
import type { UmapiGroup, UmapiPage, UmapiUser } from './bodies.js'
import type { UmapiClient, UserAnswer } from './client.js'
import { listUsers, pageKey } from './list-users.js'
import type { DirectoryNeeds } from './needs.js'
import { groupRow, identityOfUser, userRow } from './rows.js'
import { estimateUmapi } from './strategy.js'

interface AskedUsers {
  readonly strategy: 'pages' | 'single'
  readonly users: readonly UmapiUser[]
  readonly lookedUp: number
  readonly found: number
  readonly failed: readonly { email: string; code: string }[]
  readonly total: number | null
}

/** Reads what the plan needs of an organisation; whatever is answered is kept in `lookups` before it counts. */
export const captureUmapi = async (
  { name, settings }: DirectoryAccess<UmapiSettings>,
  client: UmapiClient,
  needs: DirectoryNeeds,
  context: CaptureContext,
): Promise<Captured> => {
  const strategy = await strategyOf(settings, client, needs, context)
  context.log('info', 'DIRECTORY_ASKED', {
    ...{ directory: name, strategy, addresses: needs.emails.length },
    seconds: secondsOf(settings, strategy, needs.emails.length),
  })
  const asked =
    strategy === 'pages'
      ? await askPages(client, name, needs, context)
      : await askSingly(client, needs.emails, context)
  const origin = { file: `directory:${name}`, line: null }
  const groups = needs.groups ? await listGroups(client, context) : []
  const users = distinct(asked.users)
  return {
    principals: [
      ...users.map((user) => userRow(user, origin)),
      ...groups.map((group) => groupRow(group, origin)),
    ],
    memberships: [],
    findings: findingsOf(asked, origin.file),
    figures: {
      ...{ directory: name, kind: 'umapi', strategy: asked.strategy, lookedUp: asked.lookedUp },
      ...{ found: asked.found, failed: asked.failed.length },
      notFound: asked.lookedUp - asked.found - asked.failed.length,
      listed: users.length,
      withoutId: users.filter(({ id }) => id === null).length,
      answers: context.lookups.size,
    },
  }
}

/** How long single look-ups take; pages tell how many they are only as they are read. */
const secondsOf = (settings: UmapiSettings, strategy: 'pages' | 'single', emails: number): number | null => {
  if (strategy === 'pages') return null
  const counts = { users: null, pageSize: null, emails, everyone: false }
  const { milliseconds } = estimateUmapi({ ...settings, strategy }, counts)
  return milliseconds === null ? null : Math.ceil(milliseconds / 1000)
}

/** Chosen once: a resumed run goes on as it began. */
const strategyOf = async (
  settings: UmapiSettings,
  client: UmapiClient,
  { emails, everyone }: DirectoryNeeds,
  { lookups }: CaptureContext,
): Promise<'pages' | 'single'> => {
  const counts = { users: null, pageSize: null, emails: emails.length, everyone }
  if (everyone || settings.strategy !== 'auto') return estimateUmapi(settings, counts).strategy
  const chosen = await lookups.answer('strategy', async () => {
    const first = await lookups.answer(pageKey(0, 0), () => client.users(0))
    const size = (first.pages ?? 1) > 1 ? first.rows.length : null
    return estimateUmapi(settings, { ...counts, users: first.total, pageSize: size }).strategy
  })
  return chosen
}

/** Who is missing in a list that does not fit together is asked for by address: absence must be certain. */
const askPages = async (
  client: UmapiClient,
  name: string,
  needs: DirectoryNeeds,
  context: CaptureContext,
): Promise<AskedUsers> => {
  const { users, total, doubtful } = await listUsers(client, name, context)
  const listed = new Set(users.map(({ email }) => fold(email ?? '')))
  const found = needs.emails.filter((email) => listed.has(email)).length
  const unseen = doubtful ? needs.emails.filter((email) => !listed.has(email)) : []
  const asked = await askSingly(client, unseen, context)
  return {
    ...{ strategy: 'pages', lookedUp: needs.emails.length, total, failed: asked.failed },
    users: [...users, ...asked.users],
    found: found + asked.found,
  }
}

const askSingly = async (
  client: UmapiClient,
  emails: readonly string[],
  { lookups, progress }: CaptureContext,
): Promise<AskedUsers> => {
  const users: UmapiUser[] = []
  const failed: { email: string; code: string }[] = []
  let found = 0
  for (const [index, email] of emails.entries()) {
    progress(index, emails.length)
    const answers: UserAnswer[] = []
    for (const domain of [null, 'AdobeID'])
      answers.push(
        await lookups.answer(`user ${email}${domain === null ? '' : ` in ${domain}`}`, () =>
          client.user(email, domain),
        ),
      )
    const hits = answers.flatMap(({ user }) => user ?? [])
    const refused = answers.find((one) => one.refused !== null)?.refused
    if (hits.length > 0) found++
    else if (refused != null) failed.push({ email, code: refused })
    users.push(...hits)
  }
  return { strategy: 'single', users, lookedUp: emails.length, found, failed, total: null }
}

const listGroups = async (client: UmapiClient, { lookups }: CaptureContext): Promise<UmapiGroup[]> => {
  const groups = new Map<string, UmapiGroup>()
  for (let page = 0; ; page++) {
    const read: UmapiPage<UmapiGroup> = await lookups.answer(`groups ${page}`, () => client.groups(page))
    for (const group of read.rows) groups.set(group.id ?? group.name, group)
    if (read.last || read.rows.length === 0) return sorted([...groups.values()])
  }
}

const distinct = (users: readonly UmapiUser[]): UmapiUser[] =>
  sorted([...new Map(users.map((user) => [identityOfUser(user), user])).values()])

const sorted = <Row>(rows: readonly Row[]): Row[] =>
  rows
    .map((row) => ({ row, text: JSON.stringify(row) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ row }) => row)

const findingsOf = ({ users, total, failed }: AskedUsers, file: string): Omit<Finding, 'phase'>[] => {
  const at = { file, line: null, path: null }
  const refused = failed.map(({ email, code }) => ({
    ...at,
    code: 'LOOKUP_REFUSED' as const,
    args: { email, problem: code },
  }))
  const short = total !== null && total > users.length
  return short
    ? [...refused, { ...at, code: 'DIRECTORY_TOTAL_DIFFERS', args: { total, listed: users.length } }]
    : refused
}
