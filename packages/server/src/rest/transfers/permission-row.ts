import { csvLine } from '@crosswalk/core'

import type { PermissionRow } from '../../warehouse/permissions.js'
import { permissionId, securityMapId, targetId } from './row-ids.js'

/** Why a person is named by the item itself; a policy's entry has no such trail. */
const TRAILS: Readonly<Record<string, string>> = {
  OWNER: 'owner',
  CREATED_BY: 'created-by',
  MODIFIED_BY: 'modified-by',
}

const accessOf = ({ allow }: PermissionRow): string => (allow ? 'allow' : 'deny')
const trailOf = ({ policy }: PermissionRow): string | null => TRAILS[policy] ?? null

/** A grant as REST shows it. */
export const permissionJson = (row: PermissionRow, jobId: string) => ({
  id: permissionId(jobId, row.path, row.policy, row.ordinal),
  security_map: {
    id: row.kind === null ? null : securityMapId(jobId, row.kind, row),
    source: {
      name: row.caption ?? row.name ?? row.id,
      email: row.kind === 'account' ? row.name : null,
      id: row.id,
      type: row.kind,
    },
  },
  target: { id: targetId(jobId, row.path), path: row.path, type: row.type },
  policy: row.policy.toLowerCase(),
  rights: row.rights,
  access: accessOf(row),
  audit_trail: trailOf(row),
})

/** The columns of `permissions.csv`; those the vendor's import reads are among them, by its names. */
export const PERMISSION_COLUMNS = [
  ...['type', 'job_name', 'source_id', 'source_name', 'source_caption', 'platform_path', 'policy'],
  ...['rights', 'access_control', 'audit_trail'],
] as const

export const permissionLine = (row: PermissionRow, jobName: string): string =>
  csvLine([
    ...[row.kind, jobName, row.id, row.name, row.caption, row.path, row.policy.toLowerCase()],
    ...[row.rights, accessOf(row), trailOf(row)],
  ])
