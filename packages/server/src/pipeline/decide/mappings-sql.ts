import { withoutRepeats } from '../../warehouse/schema/repeats.js'
import { foldSql } from '../resolve/keys.js'

/** Texts that free text searches, a line each, so that no match spans two. */
export const searchText = (...columns: readonly string[]): string =>
  `concat_ws(chr(10), ${columns.join(', ')}) AS search_text`

/**
 * The text, unless what is found by it is found by `whole` too: a username in its own address. Of plain ASCII both, whose
 * folding no neighbour changes.
 */
const unlessWithin = (text: string, whole: string): string => {
  const isAscii = (one: string) => `strlen(${one}) = length(${one})`
  return `CASE WHEN ${isAscii(text)} AND ${isAscii(whole)} AND contains(lower(${whole}), lower(${text}))
    THEN NULL ELSE ${text} END`
}

/** A report's rows in order, their search text folded once. */
export const foldedRows = (select: string): string =>
  `SELECT * REPLACE (${foldSql('search_text')} AS search_text) FROM (${select}) ORDER BY row_id`

/** Of the source's texts and the destination's, those to search: what both have once. */
const searched = (column: string): readonly [string, string] => {
  const [source, destination] = [`p.${column}`, `nullif(r.destination_${column}, p.${column})`]
  return column === 'name'
    ? [source, destination]
    : [unlessWithin(source, 'p.name'), unlessWithin(destination, 'r.destination_name')]
}

/** The rows of the user mappings report. */
export const mappingsSql = foldedRows(
  withoutRepeats(`
  SELECT p.row_id, p.kind, p.id AS source_id, p.username AS source_username, p.name AS source_name,
    p.caption AS source_caption, r.destination_id, r.destination_username, r.destination_name,
    r.destination_caption, r.dest_row, r.resolution, r.reason, r.flags, r.domain,
    d.items_direct::BIGINT AS items_direct, d.items_effective::BIGINT AS items_effective,
    ${searchText(...['id', 'username', 'name', 'caption'].flatMap(searched))}
  FROM source_principals p JOIN resolved r USING (row_id) JOIN decided d USING (row_id)`),
)
