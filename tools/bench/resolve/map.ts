import { MappingFlag, PrincipalFlag, domainOf, keyOf } from '@crosswalk/core'
import type { MappingReason, Resolution } from '@crosswalk/core'
import { DuckDBInstance } from '@duckdb/node-api'
import type { DuckDBValue } from '@duckdb/node-api'
import path from 'node:path'
import { AnswerHash } from './answer.js'

interface Row {
  row: number
  account: boolean
  id: string | null
  username: string | null
  name: string | null
  caption: string | null
  email: string | null
  disabled: boolean
}

const text = (value: DuckDBValue | undefined): string | null => (typeof value === 'string' ? value : null)

const readDirectory = async (file: string, take: (row: Row) => void): Promise<void> => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  const result = await connection.stream(
    `SELECT row_id::INTEGER, kind, id, username, name, caption, email, flags::INTEGER
     FROM read_parquet('${file.replaceAll("'", "''")}')`,
  )
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    const [rowId, kind, id, username, name, caption, email, flags] = chunk.getColumns()
    for (let at = 0; at < chunk.rowCount; at += 1) {
      const account = kind?.[at] === 'account'
      take({
        row: Number(rowId?.[at]),
        account,
        id: keyOf('id', text(id?.[at])),
        username: keyOf('username', text(username?.[at])),
        name: account ? null : keyOf('name', text(name?.[at])),
        caption: keyOf('caption', text(caption?.[at])),
        email: keyOf('email', text(email?.[at])),
        disabled: (Number(flags?.[at]) & PrincipalFlag.DISABLED) !== 0,
      })
    }
  }
  connection.closeSync()
  instance.closeSync()
}

/** What a key leads to where it is not the one row: only disabled principals, or several. */
const DISABLED = -1
const SEVERAL = -2

class Index {
  readonly #rows = new Map<string, number>()

  add(key: string | null, { row, disabled }: Row): void {
    if (key === null) return
    const known = this.#rows.get(key)
    if (known === undefined || known === DISABLED) this.#rows.set(key, disabled ? DISABLED : row)
    else if (known !== SEVERAL && !disabled) this.#rows.set(key, SEVERAL)
  }
  find(key: string | null): number | undefined {
    return key === null ? undefined : this.#rows.get(key)
  }
}

/** Accounts match by name within one mail domain only. */
const within = ({ caption, email }: Row): string | null =>
  caption === null ? null : `${domainOf(email) ?? ''}\u0000${caption}`

const indexes = () => {
  const account = { email: new Index(), id: new Index(), username: new Index(), caption: new Index() }
  const group = { id: new Index(), name: new Index(), caption: new Index() }
  return {
    add(row: Row): void {
      if (row.account) {
        account.email.add(row.email, row)
        account.id.add(row.id, row)
        account.username.add(row.username, row)
        account.caption.add(within(row), row)
      } else {
        group.id.add(row.id, row)
        group.name.add(row.name, row)
        group.caption.add(row.caption, row)
      }
    },
    *tries(row: Row): Generator<[Resolution, number | undefined]> {
      if (row.account) {
        yield ['EMAIL', account.email.find(row.email)]
        yield ['ID', account.id.find(row.id)]
        yield ['USERNAME', account.username.find(row.username)]
        yield ['NAME', account.caption.find(within(row))]
      } else {
        yield ['ID', group.id.find(row.id)]
        yield ['NAME', group.name.find(row.name)]
        yield ['NAME', group.caption.find(row.caption)]
      }
    },
  }
}

interface Found {
  resolution: Resolution
  reason: MappingReason | null
  destRow: number | null
  flags: number
}

const waterfall = (row: Row, tries: Iterable<[Resolution, number | undefined]>): Omit<Found, 'flags'> => {
  let disabled = false
  for (const [resolution, found] of tries) {
    if (found === undefined) continue
    if (found === SEVERAL) return { resolution: 'UNRESOLVED', reason: 'AMBIGUOUS', destRow: null }
    if (found !== DISABLED) return { resolution, reason: null, destRow: found }
    disabled = true
  }
  const nothing = row.email === null && row.id === null && row.username === null && row.caption === null
  const missing = row.account && nothing ? 'NO_EMAIL' : 'NOT_FOUND'
  return { resolution: 'UNRESOLVED', reason: disabled ? 'DISABLED_AT_DESTINATION' : missing, destRow: null }
}

/**
 * What a program would do in JavaScript: read the rows, fold them with core's `fold`, one `Map` a key, and the rules
 * in turn. It makes the same decisions, reasons and flags; the destination's texts, which the bulk plan also
 * writes, are left out in its favour.
 */
export const resolveByMap = async (folder: string): Promise<() => Promise<string>> => {
  const destination = indexes()
  await readDirectory(path.join(folder, 'destination.parquet'), (row) => destination.add(row))
  const resolved: Found[] = []
  const landings = new Map<number, number>()
  const emails = new Map<string, number>()
  await readDirectory(path.join(folder, 'source.parquet'), (row) => {
    const found = waterfall(row, destination.tries(row))
    let flags = row.disabled ? MappingFlag.DISABLED : 0
    if (row.account && row.email === null) flags |= MappingFlag.NO_EMAIL
    const mark = <K>(seen: Map<K, number>, key: K | null, flag: number) => {
      if (key === null) return
      const first = seen.get(key)
      if (first === undefined) seen.set(key, row.row)
      else {
        flags |= flag
        const other = resolved[first]
        if (other) other.flags |= flag
      }
    }
    mark(landings, found.destRow, MappingFlag.MANY_TO_ONE)
    if (row.account) mark(emails, row.email, MappingFlag.DUPLICATE_EMAIL)
    resolved[row.row] = { ...found, flags }
  })
  return () => {
    const hash = new AnswerHash()
    resolved.forEach((found, row) => hash.add({ ...found, row }))
    return Promise.resolve(hash.toString())
  }
}
