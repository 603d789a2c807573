/** How a database holds who is granted what: a row for each grant, or the distinct sets of grants that items share. */
export type GrantsAs = 'rows' | 'sets'

const SEEDS: Readonly<Record<GrantsAs, string>> = {
  rows: `SELECT DISTINCT g.principal FROM grants g
    WHERE g.item IN (SELECT item FROM items WHERE in_scope = 1)`,
  sets: `SELECT DISTINCT e.principal FROM entries e
    WHERE e.grant_set IN (SELECT grant_set FROM items WHERE in_scope = 1)`,
}

/**
 * The closure as a recursive query, for engines that have one, over `memberships(member, grp)` and
 * `items(item, grant_set, in_scope)`, and `grants(item, principal)` as rows or `entries(grant_set, principal)` as sets;
 * bits as core gives them. `groupStart` tells groups from accounts.
 */
export const closureSql = (groupStart: number, grantsAs: GrantsAs): string => `
  WITH RECURSIVE seeds AS (${SEEDS[grantsAs]}), up AS (
    SELECT m.grp AS principal FROM memberships m JOIN seeds s ON s.principal = m.member
    UNION
    SELECT m.grp FROM memberships m JOIN up ON up.principal = m.member
  ), down AS (
    SELECT m.member AS principal FROM memberships m JOIN seeds s ON s.principal = m.grp
    UNION
    SELECT m.member FROM memberships m JOIN down ON down.principal = m.grp WHERE down.principal >= ${groupStart}
  )
  SELECT principal, sum(bit) AS bits FROM (
    SELECT principal, 1 AS bit FROM seeds UNION ALL SELECT principal, 2 FROM up UNION ALL SELECT principal, 4 FROM down
  ) marked GROUP BY principal`

/** The grants as rows, of the sets and the items that have them. */
export const GRANT_ROWS =
  'SELECT i.item, e.principal FROM items i JOIN entries e ON e.grant_set = i.grant_set'
