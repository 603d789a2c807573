import { builtInNames, EVERYONE, OutcomeFlag, Trait } from '@crosswalk/core'
import { join } from 'node:path'
import { literal } from '../../warehouse/duck.js'
import { intColumns } from '../int-columns.js'
import type { PhaseContext } from '../phase.js'
import type { EarlierRun } from '../spec.js'

/**
 * `Trait` bits of every principal, source then unknown: what its name says, whether the plan excludes it, what
 * the target holds (`target_matches`) and what the previous run migrated.
 */
export const loadTraits = async (
  { connection, spec }: PhaseContext,
  previous: EarlierRun | null,
): Promise<Uint8Array> => {
  const builtIn = `[${[...builtInNames(spec.job.selection.builtIn)].map(literal).join(', ')}]`
  const [bits] = await intColumns(
    connection,
    'traits',
    `WITH principals AS (
       SELECT s.row_id, s.kind, s.id, s.principal_name, r.reason = 'EXCLUDED' AS excluded, t.already
       FROM source_principals s
       JOIN resolved r USING (row_id) LEFT JOIN target_matches t USING (row_id)
       UNION ALL SELECT row_id, NULL, principal_name, principal_name, false, false FROM unknown_principals
     )
     SELECT (
       CASE WHEN principal_name = ${literal(EVERYONE)} OR id = ${literal(EVERYONE)} THEN ${Trait.EVERYONE} ELSE 0 END
       | CASE WHEN list_contains(${builtIn}, principal_name) OR list_contains(${builtIn}, id)
           THEN ${Trait.BUILT_IN} ELSE 0 END
       | CASE WHEN excluded THEN ${Trait.EXCLUDED} ELSE 0 END
       | CASE WHEN already THEN ${Trait.ALREADY_ON_TARGET} ELSE 0 END
       | CASE WHEN ${transferred(previous)} THEN ${Trait.TRANSFERRED}
           | CASE WHEN kind = 'group' THEN ${Trait.NOT_REMIGRATED} ELSE 0 END ELSE 0 END
     )::INTEGER
     FROM principals p ORDER BY row_id`,
  )
  return Uint8Array.from(bits ?? [])
}

/** Those that the previous run migrated, or knew an earlier one had: a target that is not wiped keeps them. */
const transferred = (previous: EarlierRun | null): string =>
  previous === null
    ? 'false'
    : `EXISTS (
        SELECT 1 FROM read_parquet(${literal(join(previous.folder, 'outcomes.parquet'))}) o
        WHERE o.kind = p.kind AND o.id = p.id
          AND (o.outcome = 'MIGRATED' OR o.flags & ${OutcomeFlag.TRANSFERRED} <> 0))`
