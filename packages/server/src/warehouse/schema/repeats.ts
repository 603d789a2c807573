/** What a mapping says of each side, and the bit of `destination_same` by which the destination has the source's. */
const BITS = { id: 1, username: 2, name: 4, caption: 8 } as const
type Part = keyof typeof BITS

const PARTS = Object.keys(BITS) as Part[]

/** What the destination has, of rows as they are stored. */
export const destinationSql = (part: Part): string =>
  `CASE WHEN (destination_same & ${BITS[part]}) <> 0 THEN source_${part} ELSE destination_${part} END`

/** Mappings as they are stored: what the destination has as the source has it is not written twice. */
export const withoutRepeats = (rows: string): string => `
  SELECT * REPLACE (${PARTS.map((part) => `nullif(destination_${part}, source_${part}) AS destination_${part}`).join(', ')}),
    (${PARTS.map((part) => `CASE WHEN destination_${part} = source_${part} THEN ${BITS[part]} ELSE 0 END`).join(' + ')})::UINTEGER
      AS destination_same
  FROM (${rows})`

/** The select list that shows rows so stored as they were. */
export const WITH_REPEATS = `* EXCLUDE (destination_same)
  REPLACE (${PARTS.map((part) => `${destinationSql(part)} AS destination_${part}`).join(', ')})`
