import { foldSql } from '../resolve/keys.js'

/** Texts that free text searches, a line each, so that no match spans two. */
export const searchText = (...columns: readonly string[]): string =>
  `concat_ws(chr(10), ${columns.join(', ')}) AS search_text`

/** A report's rows in order, their search text folded once. */
export const foldedRows = (select: string): string =>
  `SELECT * REPLACE (${foldSql('search_text')} AS search_text) FROM (${select}) ORDER BY row_id`

/** The rows of the user mappings report. What the destination has as the source has it is searched once. */
export const mappingsSql = foldedRows(`
  SELECT p.row_id, p.kind, p.id AS source_id, p.username AS source_username, p.name AS source_name,
    p.caption AS source_caption, r.destination_id, r.destination_username, r.destination_name,
    r.destination_caption, r.dest_row, r.resolution, r.reason, r.flags, r.domain,
    d.items_direct::BIGINT AS items_direct, d.items_effective::BIGINT AS items_effective,
    ${searchText(
      ...['p.id', 'p.username', 'p.name', 'p.caption'],
      ...['id', 'username', 'name', 'caption'].map(
        (column) => `nullif(r.destination_${column}, p.${column})`,
      ),
    )}
  FROM source_principals p JOIN resolved r USING (row_id) JOIN decided d USING (row_id)`)
