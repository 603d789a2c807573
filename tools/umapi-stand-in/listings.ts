import { answer, type Answer } from './answer.js'
import type { StandInUser, World } from './world.js'

/** What a listing may do wrong; tests set it. */
export interface ListingTraits {
  pageSize: number
  /** Milliseconds before each answer. */
  delay: number
  groupPageSize: number
  /** Pages from this one on come short: `lastPage` false, then the end, though the total says otherwise. */
  truncateAt: number | null
  /** Each page is cut from another order of the users. */
  shuffled: boolean
  /** Requests for pages so far. */
  turn: number
  /** The first user of a page also stands at the end of the page before. */
  repeatBetweenPages: boolean
  /** The total counts technical accounts; false where a test needs it to be exact. */
  countTechnicalAccounts: boolean
}

export const plainTraits = (): ListingTraits => ({
  pageSize: 2000,
  delay: 0,
  groupPageSize: 400,
  truncateAt: null,
  shuffled: false,
  turn: 0,
  repeatBetweenPages: false,
  countTechnicalAccounts: true,
})

const rotated = <T>(all: readonly T[], by: number): T[] => {
  const at = all.length === 0 ? 0 : by % all.length
  return [...all.slice(at), ...all.slice(0, at)]
}

const pageHeaders = (total: number, pages: number, page: number, size: number): Record<string, string> => ({
  'X-Total-Count': String(total),
  'X-Page-Count': String(pages),
  'X-Current-Page': String(page),
  'X-Page-Size': String(size),
})

/** Users of the organisation: the last page again past the end. */
export const usersPage = (world: World, traits: ListingTraits, asked: number): Answer =>
  listing(
    world,
    traits,
    asked,
    world.users.filter(({ status }) => status === 'active'),
  )

const listing = (
  world: World,
  traits: ListingTraits,
  asked: number,
  users: readonly StandInUser[],
  more: Record<string, unknown> = {},
): Answer => {
  const { pageSize } = traits
  const pages = Math.max(1, Math.ceil(users.length / pageSize))
  const last = traits.truncateAt === null ? pages - 1 : Math.min(pages - 1, traits.truncateAt)
  const page = Math.min(asked, last)
  const ordered = traits.shuffled ? rotated(users, traits.turn++ * 7) : users
  const from = page * pageSize - (traits.repeatBetweenPages && page > 0 ? 1 : 0)
  const cut = traits.truncateAt !== null && page === last ? Math.ceil(pageSize / 2) : pageSize
  const shown = ordered.slice(from, Math.min(page * pageSize + cut, ordered.length))
  const total = users.length + (traits.countTechnicalAccounts ? world.technicalAccounts : 0)
  const size = pages === 1 ? total : pageSize
  return answer(
    200,
    { lastPage: page === last, result: 'success', ...more, users: shown },
    pageHeaders(total, pages, page, size),
  )
}

/** Users of one group, members of user groups inside a profile with `directOnly=false`. */
export const groupUsersPage = (
  world: World,
  traits: ListingTraits,
  page: number,
  groupName: string,
  directOnly: boolean,
): Answer => {
  const group = world.groups.find((one) => one.groupName === groupName)
  if (group === undefined)
    return answer(404, {
      lastPage: false,
      result: 'error.group.not_found',
      message: `Not found: Group ${groupName}`,
    })
  const names = [groupName, ...(directOnly ? [] : group.userGroups)]
  const users = world.users.filter(({ groups = [] }) => names.some((name) => groups.includes(name)))
  return listing(world, traits, page, users, { groupName })
}

/** Groups and profiles: nothing found past the end. */
export const groupsPage = (world: World, { groupPageSize }: ListingTraits, page: number): Answer => {
  const pages = Math.max(1, Math.ceil(world.groups.length / groupPageSize))
  if (page >= pages) return answer(200, { lastPage: true, result: 'Not found' })
  const groups = world.groups
    .slice(page * groupPageSize, (page + 1) * groupPageSize)
    .map(({ userGroups: _, ...group }) => ({
      ...group,
      memberCount: world.users.filter(({ groups = [] }) => groups.includes(group.groupName)).length,
    }))
  return answer(
    200,
    { lastPage: page === pages - 1, result: 'success', groups },
    pageHeaders(world.groups.length, pages, page, groupPageSize),
  )
}

/**
 * One user by address or username, in any letter case. An address that an Adobe ID shares with a user of the
 * organisation means the latter unless `domain` says `AdobeID`.
 */
export const oneUser = (world: World, userString: string, domain: string | null): Answer => {
  const wanted = userString.toLowerCase()
  const byAddress = wanted.includes('@')
  const found = world.users
    .filter((user) => (byAddress ? user.email : user.username).toLowerCase() === wanted)
    .filter((user) => domain === null || user.domain.toLowerCase() === domain.toLowerCase())
  const user = found.find(({ type }) => type !== 'adobeID') ?? found[0]
  return user === undefined
    ? answer(404, { result: 'error.user.not_found', message: `User not found ${userString}` })
    : answer(200, { result: 'success', user })
}
