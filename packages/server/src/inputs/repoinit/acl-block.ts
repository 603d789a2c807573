import type { Policy } from '@crosswalk/core'
import { repositoryPath, type Grant } from './repository.js'
import type { Reading } from './statements.js'
import { Cursor, type Line } from './tokens.js'

/**
 * `set ACL on <paths>`, `set ACL for <principals>`, `set repository ACL for …`, `set principal ACL for …` and their
 * `ensure` forms: each line grants, denies or removes for one list of principals on one list of paths.
 */
export const aclBlock = (line: Line, body: readonly Line[], reading: Reading): void => {
  const head = new Cursor(line.tokens)
  if (!head.words('set')) head.words('ensure')
  const policy: Policy = head.words('principal') ? 'PRINCIPAL_POLICY' : 'ACL'
  const repository = head.words('repository')
  head.words('ACL')
  const onPaths = head.words('on')
  if (!onPaths && !head.words('for'))
    return reading.trouble(line, 'the ACL says neither on which paths nor for whom it is')
  const place = (path: string): string => placeOf(path, policy, reading)
  const given = onPaths ? head.paths().map(place) : head.names()
  for (const one of body) {
    const cursor = new Cursor(one.tokens)
    const verb = cursor.name()
    if (verb !== 'allow' && verb !== 'deny' && verb !== 'remove') {
      reading.trouble(one, `'${verb ?? ''}' is no line of an ACL`)
      continue
    }
    const rights = cursor.names()
    const listed = repository
      ? []
      : onPaths
        ? cursor.words('for')
          ? cursor.names()
          : []
        : cursor.words('on')
          ? cursor.paths().map(place)
          : []
    const all = verb === 'remove' && rights[0] === '*'
    const [principals, paths] = onPaths
      ? [listed, given]
      : [given, repository ? [repositoryPath('ACL')] : listed]
    if (principals.length === 0 || paths.length === 0) {
      reading.trouble(one, 'the line says neither on what nor for whom it is')
      continue
    }
    const types = cursor.words('nodetypes') ? cursor.names() : []
    const shared = { policy, allow: verb === 'allow', rights, restrictions: restrictionsOf(cursor, types) }
    for (const path of paths)
      for (const principal of principals)
        if (verb === 'remove') reading.repository.revoke(policy, principal, path, all ? null : rights)
        else
          reading.repository.grant({
            ...shared,
            path,
            principal,
            origin: reading.origin(one),
          } satisfies Grant)
  }
}

/** `:repository`, `home(user)` and plain paths. */
const placeOf = (path: string, policy: Policy, { repository }: Reading): string => {
  if (path === ':repository') return repositoryPath(policy)
  const [, ids, below = ''] = /^home\(([^)]*)\)(.*)$/.exec(path) ?? []
  if (ids !== undefined) return `${repository.homeOf(ids.split(',')[0] ?? '')}${below}`
  return path === '/' ? path : path.replace(/\/+$/, '') || '/'
}

const restrictionsOf = (cursor: Cursor, types: readonly string[]): string | null => {
  const pairs = new Map<string, string>(types.length === 0 ? [] : [['rep:ntNames', types.join(',')]])
  while (cursor.words('restriction')) {
    if (!cursor.sign('(')) break
    const name = cursor.name() ?? ''
    const values = cursor.sign(',') ? cursor.names() : []
    cursor.sign(')')
    pairs.set(name, values.join(','))
  }
  if (pairs.size === 0) return null
  return [...pairs.keys()]
    .sort()
    .map((name) => `${name}=${pairs.get(name) ?? ''}`)
    .join(';')
}
