import { fold } from '@crosswalk/core'
import { expect, test } from 'vitest'
import { mappingsSql } from '../../src/pipeline/decide/mappings-sql.js'
import { registerFolding } from '../../src/pipeline/resolve/keys.js'
import { literal, openDuck } from '../../src/warehouse/duck.js'
import { WITH_REPEATS } from '../../src/warehouse/schema/repeats.js'

const TEXTS = [
  ...[
    'ann',
    'Ann@example.com',
    'ANN@EXAMPLE.COM',
    'example',
    ' ann ',
    'a',
    'a\u0301nn',
    'Straße',
    'STRASSE',
    null,
  ],
  ...[
    '\u212Aelvin',
    'kelvin@x',
    'İstanbul',
    'istanbul@x',
    'i\u0307stanbul',
    'two\nlines',
    'lines',
    '😀',
    'º',
  ],
]
const PARTS = ['id', 'username', 'name', 'caption'] as const
/** Each text meets each as username within name, on either side. */
const ROWS = TEXTS.flatMap((username, at) =>
  TEXTS.map((name, of) => {
    const source = { id: `id-${at}`, username, name, caption: TEXTS[(at + of) % TEXTS.length] ?? null }
    return { source, destination: of % 3 === 0 ? source : { ...source, username: name, name: username } }
  }),
)

test('what each side has is shown as it was, and found by free text, stored once though it is', async () => {
  const duck = await openDuck({ threads: 1, memoryLimit: '256MB' })
  try {
    const connection = await duck.connect()
    registerFolding(connection)
    connection.closeSync()
    const table = (name: string, rows: readonly object[]) =>
      duck.execute(
        { name },
        `CREATE TABLE ${name} AS SELECT unnest(from_json($1::JSON, ${literal(
          JSON.stringify([Object.fromEntries(Object.keys(rows[0] ?? {}).map((key) => [key, 'VARCHAR']))]),
        )}), recursive := true)`,
        [JSON.stringify(rows)],
      )
    await table(
      'source_principals',
      ROWS.map(({ source }, row_id) => ({ row_id: String(row_id), kind: 'account', ...source })),
    )
    await table(
      'resolved',
      ROWS.map(({ destination }, row_id) => ({
        ...{
          row_id: String(row_id),
          dest_row: '1',
          resolution: 'EMAIL',
          reason: null,
          flags: '0',
          domain: null,
        },
        ...Object.fromEntries(PARTS.map((part) => [`destination_${part}`, destination[part]])),
      })),
    )
    await table(
      'decided',
      ROWS.map((_, row_id) => ({ row_id: String(row_id), items_direct: '0', items_effective: '0' })),
    )
    const found = await duck.rows<Record<string, string | null>>(
      { name: 'mappings' },
      `SELECT ${WITH_REPEATS} FROM (${mappingsSql}) ORDER BY row_id::INTEGER`,
    )
    expect(found).toHaveLength(ROWS.length)
    found.forEach((row, at) => {
      for (const side of ['source', 'destination'] as const)
        for (const part of PARTS) {
          const text = ROWS[at]?.[side][part] ?? null
          expect(row[`${side}_${part}`]).toBe(text)
          if (text !== null && !text.includes('\n')) expect(row.search_text).toContain(fold(text))
        }
    })
  } finally {
    duck.close()
  }
})
