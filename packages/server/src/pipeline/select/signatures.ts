import type { Signatures } from '@crosswalk/core'
import type { DuckDBConnection } from '@duckdb/node-api'
import { execute } from '../../warehouse/duck.js'
import { intColumns } from '../int-columns.js'

const PARTS = 'policy_set, owner, created_by, modified_by'

/**
 * The distinct combinations of what is granted on items: table `signatures`, and the same as arrays with the
 * number of items of each. Items are many, combinations few.
 */
export const loadSignatures = async (
  connection: DuckDBConnection,
): Promise<{ signatures: Signatures; items: Int32Array }> => {
  await execute(
    connection,
    'signatures',
    `CREATE OR REPLACE TABLE signatures AS
     SELECT row_number() OVER (ORDER BY ${PARTS}) - 1 AS signature, *
     FROM (SELECT ${PARTS}, count(*) AS items FROM items GROUP BY ALL)
     ORDER BY signature`,
  )
  const [policySet, owner, createdBy, modifiedBy, items] = await intColumns(
    connection,
    'load signatures',
    `SELECT policy_set::INTEGER, owner::INTEGER, created_by::INTEGER, modified_by::INTEGER, items::INTEGER
     FROM signatures ORDER BY signature`,
  )
  if (!policySet || !owner || !createdBy || !modifiedBy || !items)
    throw new Error('signatures gave no columns')
  return { signatures: { policySet, owner, createdBy, modifiedBy }, items }
}

/** The signature of an item (alias `i`), as SQL over the table `signatures`. */
export const SIGNATURE_OF_ITEM = `(
  SELECT s.signature FROM signatures s
  WHERE s.policy_set IS NOT DISTINCT FROM i.policy_set AND s.owner IS NOT DISTINCT FROM i.owner
    AND s.created_by IS NOT DISTINCT FROM i.created_by AND s.modified_by IS NOT DISTINCT FROM i.modified_by)`
