import { emailSpellings, formsOf, keysOf } from '@crosswalk/core'
import type { DirectoryPrincipal, MappingPlan } from '@crosswalk/core'
import { createHash } from 'node:crypto'
import { literal } from '../../warehouse/duck.js'
import type { RunQueries } from './run-queries.js'
import { SPACES } from './spaces.js'

export const PRINCIPAL_COLUMNS = 'row_id AS row, kind, id, username, name, caption, email, flags'

/** More candidates than this are as ambiguous as all of them. */
const ENOUGH = 10_000
/** Near misses are looked through by a person. */
const ENOUGH_NEAR = 200

/** `hashSql` for a text at hand: the low 64 bits of the MD5 of its UTF-8. */
export const hashOf = (key: string): bigint =>
  createHash('md5').update(key, 'utf8').digest().readBigUInt64LE(8)

const sameKey = (column: string, keys: readonly string[]): string[] =>
  keys.map((key) => `${column} = ${hashOf(key)}::UBIGINT`)

/** The conditions under which a destination principal has a key that a rule compares. */
const keyConditions = (plan: MappingPlan, source: DirectoryPrincipal): string[] => {
  const { email, id, username, name, caption } = keysOf(source)
  const one = (key: string | null): string[] => (key === null ? [] : [key])
  return [
    ...sameKey('k_email', email === null ? [] : emailSpellings(plan, email)),
    ...sameKey('k_id', one(id)),
    ...sameKey('k_username', one(username)),
    ...sameKey('k_name', one(name)),
    ...sameKey('k_caption', one(caption)),
  ]
}

/** The conditions under which it is close by a key that no rule compares. */
const nearConditions = (source: DirectoryPrincipal): string[] => {
  const { local, name_sorted } = keysOf(source)
  return [
    ...sameKey('k_local', local === null ? [] : [local]),
    ...sameKey('k_name_sorted', name_sorted === null ? [] : [name_sorted]),
  ]
}

/** The principals at the places a statement finds; a search reads no more columns than it compares. */
const principalsAt = async (
  { ask, table }: RunQueries,
  places: string,
  params: (string | string[])[],
): Promise<DirectoryPrincipal[]> => {
  const found = await ask<{ row_id: number }>('explain: places', places, params)
  const at = [...new Set(found.map(({ row_id }) => row_id))].sort((a, b) => a - b)
  if (at.length === 0) return []
  return ask<DirectoryPrincipal>(
    'explain: candidates',
    `SELECT ${PRINCIPAL_COLUMNS} FROM ${table('destination_principals')}
     WHERE row_id IN (${at.join(', ')}) ORDER BY row_id`,
  )
}

const findBy = (
  queries: RunQueries,
  source: DirectoryPrincipal,
  conditions: readonly string[],
  limit: number,
): Promise<DirectoryPrincipal[]> => {
  if (conditions.length === 0) return Promise.resolve([])
  const scans = conditions.map(
    (condition) => `(SELECT row_id FROM ${queries.table('destination_principals')}
      WHERE kind = $1 AND ${condition} LIMIT ${limit})`,
  )
  return principalsAt(queries, scans.join(' UNION ALL '), [source.kind])
}

/** Destination principals that share a hashed key with the source principal; each scan reads its one column. */
export const findCandidates = (
  queries: RunQueries,
  plan: MappingPlan,
  source: DirectoryPrincipal,
): Promise<DirectoryPrincipal[]> => findBy(queries, source, keyConditions(plan, source), ENOUGH)

/** Destination principals that share a key no rule compares. */
export const findNearby = (queries: RunQueries, source: DirectoryPrincipal): Promise<DirectoryPrincipal[]> =>
  findBy(queries, source, nearConditions(source), ENOUGH_NEAR)

const ASCII = /^[\0-\x7f]*$/
const escaped = (symbol: string): string => `\\x{${symbol.charCodeAt(0).toString(16)}}`

/** ASCII texts with one of these loose forms, as a pattern; most rows fail it at their first character. */
const pattern = (forms: readonly string[]): string =>
  `^(?i:[ \\t]*(${forms.map((form) => [...form].map(escaped).join('[ \\t]*')).join('|')})[ \\t]*)$`

/** What SQL can do to a text towards core's `looseForm`, which has the last word. */
const coarse = (text: string): string => `regexp_replace(lower(strip_accents(${text})), '${SPACES}', '', 'g')`

/** Destination principals with a text that is the source's but for case, space, marks or Unicode form. */
export const findOtherSpellings = async (
  queries: RunQueries,
  source: DirectoryPrincipal,
): Promise<DirectoryPrincipal[]> => {
  const forms = formsOf(source)
  if (forms.length === 0) return []
  const texts = [source.id, source.username, source.name, source.caption].filter((text) => text !== null)
  const wanted = await queries.ask<{ form: string }>(
    'explain: forms',
    `SELECT DISTINCT ${coarse('text')} AS form FROM (SELECT unnest($1) AS text)`,
    [[...forms, ...texts]],
  )
  const ascii = forms.filter((form) => ASCII.test(form))
  const scans = ['id', 'username', 'name', 'caption'].map(
    (field) => `(SELECT row_id FROM ${queries.table('destination_principals')}
      WHERE kind = $1 AND CASE WHEN strlen(${field}) = length(${field})
        THEN ${ascii.length === 0 ? 'false' : `regexp_matches(${field}, ${literal(pattern(ascii))})`}
        ELSE list_contains($2, ${coarse(field)}) END LIMIT ${ENOUGH_NEAR})`,
  )
  return principalsAt(queries, scans.join(' UNION ALL '), [source.kind, wanted.map(({ form }) => form)])
}
