/** The people of an item, by the kind of grant that naming them is: the column of the items' table that does. */
export const ITEM_PEOPLE = { OWNER: 'owner', CREATED_BY: 'created_by', MODIFIED_BY: 'modified_by' } as const

/**
 * One row for each person of the items of a relation, as a side of a UNION ALL: what `columns` are, `policy`, the
 * person as `principal`, `allow`, and no rights. `part` orders them after the item's policies, whose part is 0.
 */
export const peopleRows = (
  relation: string,
  columns: string,
  condition: (column: string) => string,
): string =>
  Object.entries(ITEM_PEOPLE)
    .map(
      ([policy, column], place) =>
        `SELECT ${columns}, ${place + 1} AS part, 0 AS ordinal, '${policy}' AS policy, ${column} AS principal,
           true AS allow, NULL::VARCHAR AS rights, NULL::VARCHAR AS restrictions
         FROM ${relation} WHERE ${condition(column)}`,
    )
    .join(' UNION ALL ')
