import { PrincipalFlag } from '@crosswalk/core'
import type { Origin } from '../rows.js'
import { aclBlock } from './acl-block.js'
import { propertiesBlock } from './properties-block.js'
import type { Repository } from './repository.js'
import { Cursor, type Line } from './tokens.js'

export interface Reading {
  repository: Repository
  /** Where a line lies. */
  origin(line: Line): Origin
  trouble(line: Line, problem: string): void
}

/** Statements of nodes, node types, namespaces and privileges, which say nothing of principals or policies. */
const OTHER: readonly (readonly string[])[] = [
  ...[
    ['create', 'path'],
    ['ensure', 'nodes'],
    ['register', 'namespace'],
    ['register', 'nodetypes'],
  ],
  ...[
    ['register', 'privilege'],
    ['register', 'abstract', 'privilege'],
    ['add', 'mixin'],
    ['remove', 'mixin'],
  ],
]

const HOMES: readonly [words: readonly string[], home: string, flags: number][] = [
  [['service', 'user'], '/home/users', PrincipalFlag.SYSTEM],
  [['user'], '/home/users', 0],
  [['group'], '/home/groups', 0],
]

/** Carries out the statements of a script in order. What is not understood is told and passed over. */
export const runScript = (lines: readonly Line[], reading: Reading): void => {
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]
    if (line === undefined) continue
    const block = blockOf(line)
    if (block === null) {
      statement(line, reading)
      continue
    }
    const end = lines.findIndex(({ tokens }, place) => place > at && isEnd(tokens))
    const body = lines.slice(at + 1, end < 0 ? lines.length : end)
    if (end < 0) reading.trouble(line, 'the block does not end')
    block(line, body, reading)
    at = end < 0 ? lines.length : end
  }
}

const isEnd = (tokens: Line['tokens']): boolean => tokens.length === 1 && tokens[0]?.value === 'end'

type Block = (line: Line, body: readonly Line[], reading: Reading) => void

const blockOf = ({ tokens }: Line): Block | null => {
  const words = tokens.slice(0, 3).map(({ value }) => value)
  if (words[0] !== 'set' && words[0] !== 'ensure') return null
  if (words[1] === 'ACL' || words[2] === 'ACL') return aclBlock
  return words[1] === 'properties' || words[1] === 'default' ? propertiesBlock : null
}

const statement = (line: Line, reading: Reading): void => {
  const { repository } = reading
  const origin = reading.origin(line)
  const cursor = new Cursor(line.tokens)
  if (OTHER.some((words) => new Cursor(line.tokens).words(...words))) return
  if (cursor.words('create') && create(cursor, reading, origin)) return
  if (cursor.words('delete') && remove(cursor, repository)) return
  if (cursor.words('disable')) {
    cursor.words('service')
    const id = cursor.words('user') ? cursor.name() : null
    if (id !== null && repository.disable(id)) return
    return reading.trouble(line, `the user ${id ?? ''} to be disabled is not made here`)
  }
  const adds = cursor.words('add')
  if (adds || cursor.words('remove')) {
    const members = cursor.names()
    const group = cursor.words('to', 'group') || cursor.words('from', 'group') ? cursor.name() : null
    if (group !== null) {
      for (const member of members)
        if (adds) repository.add(member, group, origin)
        else repository.take(member, group)
      return
    }
  }
  reading.trouble(
    line,
    `the statement '${line.tokens
      .map(({ value }) => value)
      .join(' ')
      .slice(0, 80)}' is not understood`,
  )
}

const create = (cursor: Cursor, { repository }: Reading, origin: Origin): boolean => {
  const found = HOMES.find(([words]) => cursor.words(...words))
  if (found === undefined) return false
  const [words, home, flags] = found
  const ids = cursor.names()
  let folder: string | null = null
  if (cursor.words('with', 'path') || cursor.words('with', 'forced', 'path')) folder = cursor.name()
  const kind = words.includes('group') ? 'group' : 'account'
  for (const id of ids) {
    const below =
      folder === null ? null : `${folder.startsWith('/') ? '' : `${home}/`}${folder.replace(/\/+$/, '')}`
    repository.create(kind, id, below === null ? null : `${below}/${id}`, flags, origin)
  }
  return ids.length > 0
}

const remove = (cursor: Cursor, repository: Repository): boolean => {
  const principal = cursor.words('principal')
  if (cursor.words('ACL')) {
    const policy = principal ? 'PRINCIPAL_POLICY' : 'ACL'
    if (cursor.words('on')) for (const path of cursor.paths()) repository.revoke(policy, null, path, null)
    else if (cursor.words('for')) for (const id of cursor.names()) repository.revoke(policy, id, null, null)
    else return false
    return true
  }
  if (!HOMES.some(([words]) => cursor.words(...words))) return false
  for (const id of cursor.names()) repository.remove(id)
  return true
}
