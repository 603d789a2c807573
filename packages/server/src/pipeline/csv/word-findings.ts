import type { DuckDBConnection } from '@duckdb/node-api'
import type { DirectoryShape } from '../../inputs/directory-csv/shape.js'
import type { Field } from '../../inputs/directory-csv/synonyms.js'
import {
  ACCOUNT_WORDS,
  ACTIVE_WORDS,
  DISABLED_WORDS,
  GROUP_WORDS,
  NO_WORDS,
  YES_WORDS,
} from '../../inputs/directory-csv/words.js'
import { rows } from '../../warehouse/duck.js'
import type { FindingWriter } from './finding-writer.js'
import { CSV_TABLE } from './normal-table.js'
import { cellOf, list, word, wordsOf } from './principals-sql.js'

const STATE_WORDS: Partial<Record<Field, readonly string[]>> = {
  status: [...ACTIVE_WORDS, ...DISABLED_WORDS],
  enabled: [...YES_WORDS, ...NO_WORDS],
  disabled: [...YES_WORDS, ...NO_WORDS],
}

interface Odd {
  cell: string
  line: bigint | number
  count: bigint | number
  words: bigint | number
}

/** Reports each value of a kind column that is neither kind, and each state column with values that say neither. */
export const findOddWords = async (
  connection: DuckDBConnection,
  { fields, kept }: DirectoryShape,
  findings: FindingWriter,
): Promise<void> => {
  if (fields.kind !== undefined) {
    const cell = cellOf(fields, 'kind')
    const odd = await rows<Odd>(
      connection,
      'csv: odd kinds',
      `SELECT * FROM (SELECT ${cell} AS cell, min(line) AS line FROM ${CSV_TABLE} WHERE ${cell} IS NOT NULL GROUP BY 1)
       WHERE NOT list_has_any(${list([...GROUP_WORDS, ...ACCOUNT_WORDS])}, ${wordsOf('cell')})
       ORDER BY 2, 1`,
    )
    for (const { cell: type, line } of odd) findings.add('UNKNOWN_KIND', Number(line), { type })
  }
  for (const [field, words] of Object.entries(STATE_WORDS) as [Field, readonly string[]][]) {
    if (fields[field] === undefined) continue
    const cell = cellOf(fields, field)
    const [odd] = await rows<Odd>(
      connection,
      'csv: odd states',
      `SELECT arg_min(cell, line) AS cell, min(line) AS line, sum(n)::BIGINT AS count, count(*) AS words
       FROM (SELECT ${cell} AS cell, min(line) AS line, count(*) AS n FROM ${CSV_TABLE} WHERE ${cell} IS NOT NULL GROUP BY 1)
       WHERE NOT list_contains(${list(words)}, ${word('cell')})
       HAVING count(*) > 0`,
    )
    if (odd === undefined) continue
    const more = Number(odd.words) > 1 ? ` and ${Number(odd.words) - 1} more values` : ''
    findings.add('BAD_VALUE', Number(odd.line), {
      name: kept[fields[field][0]!]!,
      problem: `${JSON.stringify(odd.cell)}${more} in ${Number(odd.count)} rows say neither active nor disabled, so active was assumed`,
    })
  }
}
