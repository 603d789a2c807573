/**
 * The closure as a recursive query, for engines that have one: tables `memberships(member, grp)`,
 * `items(grants, in_scope)` and `entries(grants, principal)`; bits as core gives them. `groupStart` tells groups from accounts.
 */
export const closureSql = (groupStart: number): string => `
  WITH RECURSIVE seeds AS (
    SELECT DISTINCT e.principal FROM entries e
    WHERE e.grants IN (SELECT grants FROM items WHERE in_scope = 1)
  ), up AS (
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
