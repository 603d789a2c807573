import { ItemFlag, PrincipalFlag } from '@crosswalk/core'
import type { Emitter } from '../aem/emitter.js'
import { REPOSITORY_POLICY_PATH } from '../aem/policies.js'
import { rightsOf } from './actions.js'
import type { Trouble } from './macros.js'
import { isVirtual, type Authorizable, type Entry } from './model.js'
import type { Fields } from './fields.js'

const HOMES = { account: '/home/users', group: '/home/groups' } as const

/** Where the node would be made; null where the configuration leaves that to the repository. */
const pathOf = ({ kind, id, fields }: Authorizable): string | null => {
  const folder = fields.text('path')?.replace(/\/+$/, '')
  if (folder === undefined || folder === '') return null
  return folder.startsWith('/') ? `${folder}/${id}` : `${HOMES[kind]}/${folder}/${id}`
}

const entity = (text: string): string =>
  text.replace(
    /&(?:amp|lt|gt|quot|apos);/g,
    (found) => ({ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" })[found] ?? found,
  )

/** `email`, or that of the profile that is written as a document view. */
const emailOf = (fields: Fields): string | null => {
  const [, double, single] =
    /\semail\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(fields.raw('profileContent') ?? '') ?? []
  return fields.text('email') ?? (entity(double ?? single ?? '').trim() || null)
}

/** Emits a principal and its memberships; a virtual group is none. */
export const emitAuthorizable = (
  one: Authorizable,
  groups: readonly string[],
  emitter: Emitter,
  trouble: Trouble,
): void => {
  const { kind, id, fields, origin } = one
  const members = kind === 'group' ? fields.list('members') : []
  if (isVirtual(one)) {
    if (members.length > 0)
      trouble(fields.line, `the virtual group ${id} has members, which a virtual group cannot have`)
    return
  }
  const system = kind === 'account' && fields.is('isSystemUser')
  const disabled = kind === 'account' && !['false', null].includes(fields.text('disabled'))
  const email = kind === 'account' ? emailOf(fields) : null
  if (kind === 'group') emitter.counts.groups++
  else if (system) emitter.counts.systemUsers++
  else emitter.counts.users++
  emitter.principal({
    ...{ kind, id, principalName: id, uuid: null, path: pathOf(one), externalId: fields.text('externalId') },
    ...{ username: kind === 'account' ? id : null, name: kind === 'group' ? id : email, email },
    caption: fields.text('name'),
    flags: (system ? PrincipalFlag.SYSTEM : 0) | (disabled ? PrincipalFlag.DISABLED : 0),
    declared: true,
    origin,
  })
  for (const group of groups)
    emitter.membership({ memberBy: 'id', member: id, groupBy: 'id', group, createGroup: true, origin })
  for (const member of members)
    emitter.membership({ memberBy: 'any', member, groupBy: 'id', group: id, createGroup: false, origin })
}

/** Emits the policy entries of a configuration, numbered as they follow each other on a path. */
export class EntryWriter {
  readonly #ordinals = new Map<string, number>()

  constructor(
    private readonly emitter: Emitter,
    private readonly trouble: Trouble,
  ) {}

  write({ principal, fields, origin }: Entry): void {
    const permission = fields.text('permission')?.toLowerCase() ?? null
    const path = pathOfEntry(fields)
    if (permission === null && fields.has('initialContent')) {
      if (path !== REPOSITORY_POLICY_PATH) this.#content(path, origin)
      return
    }
    if (permission !== 'allow' && permission !== 'deny')
      return this.trouble(fields.line, `the entry of ${principal} neither allows nor denies`)
    if (!path.startsWith('/'))
      return this.trouble(fields.line, `the path ${path} does not begin with a slash`)
    if (path.includes('*'))
      this.trouble(fields.line, `the wildcards of ${path} are not followed; the path stands for itself`)
    const ordinal = this.#ordinals.get(path) ?? 0
    this.#ordinals.set(path, ordinal + 1)
    if (ordinal === 0) this.emitter.counts.acls++
    this.emitter.counts.aclEntries++
    if (permission === 'deny') this.emitter.counts.denyEntries++
    this.emitter.entry({
      ...{ path, policy: 'ACL', ordinal, principal, allow: permission === 'allow', added: true },
      rights: rightsOf(fields.list('actions'), fields.list('privileges')).join(',') || null,
      restrictions: restrictionsOf(fields),
      origin,
    })
  }

  /** A path that is only made, without an entry of its own. */
  #content(path: string, origin: Entry['origin']): void {
    this.emitter.item({
      ...{
        path,
        type: null,
        modified: null,
        contentHash: null,
        owner: null,
        createdBy: null,
        modifiedBy: null,
      },
      ...{ flags: ItemFlag.IMPLIED, origin },
    })
  }
}

/** Without a path the entry is one of the repository itself. */
const pathOfEntry = (fields: Fields): string => {
  const path = fields.text('path')
  if (path === null) return REPOSITORY_POLICY_PATH
  return path === '/' ? path : path.replace(/\/+$/, '') || '/'
}

const restrictionsOf = (fields: Fields): string | null => {
  const pairs = new Map<string, string>()
  const glob = fields.raw('repGlob')
  if (glob !== null) pairs.set('rep:glob', glob)
  const written = fields.value('restrictions')
  for (const { key, value } of written?.kind === 'map' ? written.entries : [])
    pairs.set(
      key,
      value.kind === 'list'
        ? value.items.map((item) => (item.kind === 'scalar' ? String(item.value ?? '') : '')).join(',')
        : value.kind === 'scalar'
          ? String(value.value ?? '')
          : '',
    )
  if (pairs.size === 0) return null
  return [...pairs.keys()]
    .sort()
    .map((name) => `${name}=${pairs.get(name) ?? ''}`)
    .join(';')
}
