import { encodeRowId, type PrincipalKind } from '@crosswalk/core'
import type { Ask } from './asking.js'
import type { OpenRun } from './run-tables.js'

/** A principal as other rows name it. */
export interface PrincipalRef {
  /** `out_<run>_<row_id>`. */
  id: string
  /** Null for a principal that only policies name. */
  kind: PrincipalKind | null
  /** What policies call it, else its id, else its name. */
  name: string
  caption: string | null
}

/** Looks principals of a run up, once each, however often they are named. */
export const principalRefs = async (
  ask: Ask,
  run: OpenRun,
  rowIds: Iterable<number>,
): Promise<(rowId: number) => PrincipalRef> => {
  const wanted = [...new Set(rowIds)]
  const found =
    wanted.length === 0
      ? []
      : await ask<{
          row_id: number
          kind: PrincipalKind | null
          name: string | null
          caption: string | null
        }>(
          'principals named',
          `SELECT row_id, kind, coalesce(principal_name, id, name) AS name, caption FROM ${run.table('outcomes')}
           WHERE row_id IN (${wanted.join(', ')})`,
        )
  const refs = new Map(
    found.map(({ row_id, kind, name, caption }) => [
      row_id,
      { id: encodeRowId('outcomes', run.id, row_id), kind, name: name ?? '', caption },
    ]),
  )
  return (rowId) => {
    const ref = refs.get(rowId)
    if (ref === undefined) throw new Error('The graph names a principal that the report has not.')
    return ref
  }
}
