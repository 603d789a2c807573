import type { DuckDBConnection } from '@duckdb/node-api'

const FOLDING = /CASE WHEN strlen\((.*?)\) <> length\(\1\)[\s\S]*?ELSE lower\(\1\) END/g

/** A statement of the bulk plan with its exact folding replaced by `lower()`, and its hashed keys by the texts. */
export const plainKeys = (sql: string): string => {
  const plain = sql
    .replaceAll(FOLDING, (_folding, text: string) => `lower(trim(${text}))`)
    .replaceAll('md5_number_lower(', '(')
  if (plain.includes('fold_text(')) throw new Error(`folding is left in: ${plain}`)
  return plain
}

/** The connection, with every statement it runs changed. */
export const rewriting = (connection: DuckDBConnection, change: (sql: string) => string): DuckDBConnection =>
  new Proxy(connection, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      const call = value as (...given: unknown[]) => unknown
      return (...given: unknown[]) =>
        call.apply(
          target,
          name === 'run' && typeof given[0] === 'string' ? [change(given[0]), ...given.slice(1)] : given,
        )
    },
  })
