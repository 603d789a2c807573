import { destinationSql } from '../../warehouse/schema/repeats.js'
import { foldSql } from '../resolve/keys.js'

/** Sorts after every text. */
const LAST = 'chr(1114111)'

const DESTINATION = `coalesce(${(['caption', 'name', 'username', 'id'] as const).map(destinationSql).join(', ')})`

const copyOf = (rows: string, order: string): string => `
  SELECT row_number() OVER () - 1 AS place, * EXCLUDE (dest_row) FROM (SELECT * FROM (${rows}) ORDER BY ${order})`

/**
 * The copies of `mappings` that its remaining orders are read from. Rows scattered over a file cost a second to
 * fetch, a sorted copy 30 ms. Needs `registerFolding`.
 */
export const SORTED_COPIES = {
  'mappings.by_destination': copyOf(
    `SELECT coalesce(${foldSql('destination')}, ${LAST}) AS sort_key, * EXCLUDE (destination)
     FROM (SELECT ${DESTINATION} AS destination, * FROM mappings)`,
    'sort_key, row_id',
  ),
  'mappings.by_items': copyOf('FROM mappings', 'items_direct DESC, row_id'),
} as const
