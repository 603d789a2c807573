import { POLICIES, REASON_ORDER, RELATIONS, UNIQUE_FIELDS } from '@crosswalk/core'
import { literal } from '../../warehouse/duck.js'
import { foldedRows, searchText } from './mappings-sql.js'

/** A core code (place in a list, -1 for none) as its name, or NULL. */
const nameOf = (names: readonly string[], code: string): string =>
  `CASE WHEN ${code} >= 0 THEN [${names.map(literal).join(', ')}][${code} + 1] END`

const fields = `[${UNIQUE_FIELDS.map(literal).join(', ')}]`
const conflict = `d.reason = ${REASON_ORDER.indexOf('UNIQUE_CONFLICT')}`

/**
 * The rows of the principal migration report: source principals, then unknown ones. Only those by whom others come
 * are looked up once more: a second table of everybody would not fit in memory.
 */
export const outcomesSql = foldedRows(`
  WITH principals AS (
    SELECT p.row_id, p.kind, p.id, p.principal_name, p.name, p.caption, p.path, r.resolution
    FROM source_principals p JOIN resolved r USING (row_id)
    UNION ALL
    SELECT row_id, NULL, NULL, principal_name, NULL, NULL, NULL, NULL FROM unknown_principals
  ),
  through AS (
    SELECT row_id, coalesce(principal_name, id, name) AS principal_name FROM principals
    WHERE row_id IN (SELECT trigger_principal FROM selected WHERE trigger_principal NOT IN (-1, row_id))
  )
  SELECT p.row_id, p.kind, p.id, p.principal_name, p.name, p.caption, p.path,
    CASE WHEN d.reason < 0 THEN 'MIGRATED' ELSE 'NOT_MIGRATED' END AS outcome,
    ${nameOf(RELATIONS, 'd.relation')} AS relation,
    ${nameOf(REASON_ORDER, 'd.reason')} AS reason,
    CASE WHEN ${conflict} THEN array_to_string(list_filter(${fields},
      lambda field, place: (t.fields >> (place - 1)) & 1 = 1), ',') END AS conflict_fields,
    CASE WHEN ${conflict} THEN to_json(t.source_values)::VARCHAR END AS conflict_source,
    CASE WHEN ${conflict} THEN to_json(t.target_principals)::VARCHAR END AS conflict_target,
    nullif(s.trigger_item, -1)::BIGINT AS trigger_item, i.path AS trigger_path,
    CASE WHEN s.trigger_item >= 0 THEN ${nameOf(POLICIES, 's.trigger_policy')} END AS trigger_policy,
    nullif(s.trigger_principal, -1)::BIGINT AS trigger_principal,
    CASE WHEN s.trigger_principal <> p.row_id THEN v.principal_name END AS trigger_principal_name,
    nullif(s.trigger_count, -1)::BIGINT AS trigger_count, p.resolution, d.flags::UINTEGER AS flags,
    d.items_direct::BIGINT AS items_direct, d.items_effective::BIGINT AS items_effective,
    ${searchText('p.id', 'p.principal_name', 'p.name', 'p.caption', 'p.path', 'i.path')}
  FROM principals p JOIN selected s USING (row_id) JOIN decided d USING (row_id)
  LEFT JOIN target_matches t USING (row_id)
  LEFT JOIN items i ON i.row_id = s.trigger_item
  LEFT JOIN through v ON v.row_id = s.trigger_principal`)
