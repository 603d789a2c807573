import type { DuckDBConnection } from '@duckdb/node-api'
import { IDENTITY_FIELDS, LOOKUP_ORDER } from '@crosswalk/core'
import type { IdentityField } from '@crosswalk/core'
import { execute } from '../../warehouse/duck.js'
import { hashSql, keyTextSql } from './keys.js'

export type Side = 'source' | 'destination'

const MADE_SAFE = `^''[=+\\-@\\t\\r\\n＝＋－＠'']`

/**
 * Columns that read the cells `<side>_<field>` as core's `readingsOf` does: `given_<side>_<field>`, the key of the cell
 * as written, and `bare_<side>_<field>`, its key without the one `'` of a spreadsheet-safe export (NULL: none).
 */
export const readingColumnsSql = (side: Side): string =>
  IDENTITY_FIELDS.flatMap((field) => {
    const cell = `${side}_${field}`
    const bare = `CASE WHEN regexp_matches(${cell}, '${MADE_SAFE}') THEN ${keyTextSql(field, `substr(${cell}, 2)`)} END`
    return [`${keyTextSql(field, cell)} AS given_${cell}`, `${bare} AS bare_${cell}`]
  }).join(',\n')

const ofField = (value: (field: IdentityField) => string): string =>
  `CASE lookup ${LOOKUP_ORDER.map((field) => `WHEN '${field}' THEN ${value(field)}`).join(' ')} END`

/** The field an identity is looked up by: the first that is not empty; NULL where all are. */
export const lookupFieldSql = (side: Side): string =>
  `CASE ${LOOKUP_ORDER.map((field) => `WHEN given_${side}_${field} IS NOT NULL THEN '${field}'`).join(' ')} END`

const agreesSql = (side: Side, field: IdentityField): string => {
  const found = keyTextSql(field, `p.${field}`)
  return `coalesce(${found} = w.given_${side}_${field} OR ${found} = w.bare_${side}_${field}, false)`
}

const undisputed = (side: Side, field: IdentityField): string =>
  `(w.lookup = '${field}' OR w.given_${side}_${field} IS NULL OR ${agreesSql(side, field)})`

/**
 * Core's `lookUpIdentity` for every line of `written`: a table with seq, wanted (a kind, or NULL for either), and the
 * columns of `readingColumnsSql`. Makes
 * - `<side>_lookups`: seq, lookup (field), text (cell), kind, both_kinds, not_unique (count, 0 where unique), first_row
 *   (NULL: nobody), and `differs_<field>`: the found text where the cell says something else;
 * - `<side>_hits`: seq, row_id of everyone meant.
 */
export const lookUpIdentities = async (
  connection: DuckDBConnection,
  side: Side,
  written: string,
): Promise<void> => {
  const run = (name: string, sql: string) => execute(connection, `look-up: ${side} ${name}`, sql)
  await run(
    'wanted',
    `CREATE OR REPLACE TEMP TABLE ${side}_wanted AS
     SELECT *, ${ofField((field) => `${side}_${field}`)} AS text,
       ${ofField((field) => `given_${side}_${field}`)} AS given,
       ${ofField((field) => `bare_${side}_${field}`)} AS bare
     FROM (SELECT *, ${lookupFieldSql(side)} AS lookup FROM ${written})`,
  )
  const probes = `(SELECT seq, lookup, wanted, 0 AS reading, given AS key FROM ${side}_wanted
    UNION ALL SELECT seq, lookup, wanted, 1, bare FROM ${side}_wanted WHERE bare IS NOT NULL)`
  const hitsBy = (field: IdentityField): string =>
    `SELECT w.seq, w.reading, p.kind, p.row_id
     FROM (SELECT * FROM ${probes} WHERE lookup = '${field}') w
     JOIN ${side}_principals p ON p.k_${field} = ${hashSql('w.key')}
     WHERE (w.wanted IS NULL OR w.wanted = p.kind) AND w.key = ${keyTextSql(field, `p.${field}`)}`
  await run(
    'found',
    `CREATE OR REPLACE TEMP TABLE ${side}_found AS
     WITH hits AS MATERIALIZED (${LOOKUP_ORDER.map(hitsBy).join(' UNION ALL ')}),
     read AS MATERIALIZED (
       SELECT * FROM hits QUALIFY reading = min(reading) OVER (PARTITION BY seq)
     ), chosen AS (
       SELECT seq, min(kind) AS kind, min(kind) <> max(kind) AS both_kinds FROM read GROUP BY seq
     )
     SELECT r.seq, r.kind, c.both_kinds, p.row_id, p.id, p.username, p.name, p.caption,
       ${IDENTITY_FIELDS.map((field) => `${undisputed(side, field)} AS ok_${field}`).join(', ')}
     FROM read r
     JOIN chosen c ON c.seq = r.seq AND c.kind = r.kind
     JOIN ${side}_principals p ON p.row_id = r.row_id
     JOIN ${side}_wanted w ON w.seq = r.seq`,
  )
  const agrees = IDENTITY_FIELDS.map((field) => `ok_${field}`).join(' AND ')
  const identities = (filter: string) => `count(DISTINCT [id, username, name, caption]) ${filter}`
  await run(
    'hits',
    `CREATE OR REPLACE TEMP TABLE ${side}_hits AS
     WITH counted AS (
       SELECT seq, ${identities('')} AS everyone, ${identities(`FILTER (${agrees})`)} AS agreeing
       FROM ${side}_found GROUP BY seq
     )
     SELECT f.seq, f.row_id FROM ${side}_found f JOIN counted c USING (seq)
     WHERE c.everyone = 1 OR (c.agreeing = 1 AND ${agrees})`,
  )
  await run(
    'lookups',
    `CREATE OR REPLACE TEMP TABLE ${side}_lookups AS
     SELECT w.seq, w.lookup, w.text, coalesce(f.kind, w.wanted, 'account') AS kind,
       coalesce(f.both_kinds, false) AS both_kinds,
       CASE WHEN h.first_row IS NULL THEN coalesce(f.found, 0) ELSE 0 END AS not_unique, h.first_row,
       ${IDENTITY_FIELDS.map((field) => `CASE WHEN NOT d.ok_${field} THEN coalesce(d.${field}, '') END AS differs_${field}`).join(', ')}
     FROM ${side}_wanted w
     LEFT JOIN (SELECT seq, min(kind) AS kind, bool_or(both_kinds) AS both_kinds, count(*) AS found
       FROM ${side}_found GROUP BY seq) f ON f.seq = w.seq
     LEFT JOIN (SELECT seq, min(row_id) AS first_row FROM ${side}_hits GROUP BY seq) h ON h.seq = w.seq
     LEFT JOIN ${side}_found d ON d.seq = w.seq AND d.row_id = h.first_row`,
  )
  for (const table of ['wanted', 'found']) await run('clean up', `DROP TABLE ${side}_${table}`)
}
