import type { Command } from './actions.js'
import type { StandInUser, World } from './world.js'

export interface StepProblem {
  readonly errorCode: string
  readonly message: string
}

const LONGEST = { email: 60, firstname: 250, lastname: 250 } as const
const MAX_GROUPS = 10
const UNASSIGNABLE = ['_org_admin', '_compartment_admin', '_compartment_viewer']
const CREATES = {
  addAdobeID: 'adobeID',
  createEnterpriseID: 'enterpriseID',
  createFederatedID: 'federatedID',
} as const

const problem = (errorCode: string, message: string): StepProblem => ({ errorCode, message })
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

const findUser = (world: World, { user = '', domain }: Command): StandInUser | undefined =>
  world.users.find(
    (one) =>
      same(one.email, user) ||
      (same(one.username, user) && (domain === undefined || same(one.domain, domain))),
  )

const tooLong = (fields: Record<string, unknown>): StepProblem | null => {
  for (const [field, limit] of Object.entries(LONGEST)) {
    const value = fields[field]
    if (typeof value === 'string' && value.length > limit)
      return problem(
        'error.command.string.too_long',
        `String too long in command for field: ${field}, max: ${limit}`,
      )
  }
  return null
}

const create = (
  world: World,
  command: Command,
  kind: keyof typeof CREATES,
  fields: Record<string, unknown>,
) => {
  const long = tooLong(fields)
  if (long !== null) return long
  const { user = '', domain } = command
  if (!user.includes('@') && domain === undefined)
    return problem('error.command.domain.missing', 'A domain is required for a username that is no email')
  const known = findUser(world, command)
  if (known !== undefined) {
    if (fields['option'] === undefined)
      return problem('error.user.already_in_org', `User is already in the organization: ${user}`)
    if (known.type !== CREATES[kind])
      return problem('error.user.type_mismatch', `User has another type: ${user}`)
    if (fields['option'] === 'updateIfAlreadyExists') rename(known, fields)
    return null
  }
  const text = (field: string): Record<string, string> =>
    typeof fields[field] === 'string' ? { [field]: fields[field] } : {}
  const email = typeof fields['email'] === 'string' ? fields['email'] : user
  world.users.push({
    ...{ email, username: user, status: 'active', type: CREATES[kind] },
    domain: CREATES[kind] === 'adobeID' ? 'AdobeID' : (domain ?? email.split('@')[1] ?? ''),
    ...{ ...text('firstname'), ...text('lastname'), ...text('country') },
  })
  return null
}

const rename = (user: StandInUser, fields: Record<string, unknown>): void => {
  for (const field of ['email', 'username', 'firstname', 'lastname'] as const)
    if (typeof fields[field] === 'string') user[field] = fields[field]
}

const regroup = (world: World, user: StandInUser, names: unknown, adding: boolean): StepProblem | null => {
  if (names === 'all' && !adding) user.groups = []
  if (!Array.isArray(names)) return null
  if (names.length > MAX_GROUPS)
    return problem('error.command.too_many_groups', `At most ${MAX_GROUPS} groups a step`)
  for (const name of names.map(String)) {
    if (UNASSIGNABLE.includes(name))
      return problem('error.group.not_assignable', `Cannot be assigned: ${name}`)
    if (!world.groups.some(({ groupName }) => same(groupName, name)))
      return problem('error.group.not_found', `Group ${name} was not found`)
    const others = (user.groups ?? []).filter((group) => !same(group, name))
    user.groups = adding ? [...others, name] : others
  }
  return null
}

const ofGroup = (world: World, name: string, step: Record<string, unknown>): StepProblem | null => {
  const at = world.groups.findIndex(({ groupName }) => same(groupName, name))
  if ('createUserGroup' in step) {
    if (at >= 0) return problem('error.usergroup.already_exists', `Group ${name} exists`)
    world.groups.push({
      groupId: 44_000_000 + world.groups.length,
      groupName: name,
      type: 'USER_GROUP',
      userGroups: [],
    })
    return null
  }
  const group = world.groups[at]
  if (group === undefined) return problem('error.group.not_found', `Group ${name} was not found`)
  if ('deleteUserGroup' in step) world.groups.splice(at, 1)
  const renamed = (step['updateUserGroup'] as { name?: string } | undefined)?.name
  if (renamed !== undefined) group.groupName = renamed
  return null
}

/** One step of a command; null where it succeeds. */
export const applyStep = (
  world: World,
  command: Command,
  step: Record<string, unknown>,
  index: number,
  steps: number,
): StepProblem | null => {
  if (command.usergroup !== undefined) return ofGroup(world, command.usergroup, step)
  const [kind = '', fields] = Object.entries(step)[0] ?? []
  const given = (typeof fields === 'object' && fields !== null ? fields : {}) as Record<string, unknown>
  if (kind in CREATES) {
    if (index > 0) return problem('error.command.create_not_first', 'A create step must come first')
    return create(world, command, kind as keyof typeof CREATES, given)
  }
  const user = findUser(world, command)
  if (user === undefined)
    return problem('error.user.nonexistent', `User Id does not exist: ${command.user ?? ''}`)
  if (kind === 'add' || kind === 'remove') {
    const names = fields === 'all' ? 'all' : (given['group'] ?? given['product'])
    return regroup(world, user, names, kind === 'add')
  }
  if (kind === 'update') {
    if (user.type === 'adobeID') return problem('error.update.adobeid.no', 'An Adobe ID cannot be updated')
    const long = tooLong(given)
    if (long !== null) return long
    rename(user, given)
    return null
  }
  if (kind !== 'removeFromOrg') return problem('error.command.unknown_step', `Unknown step: ${kind}`)
  if (index !== steps - 1) return problem('error.command.remove_not_last', 'removeFromOrg must come last')
  world.users.splice(world.users.indexOf(user), 1)
  return null
}
