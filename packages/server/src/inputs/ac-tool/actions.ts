/** What the actions of the classic permission editor stand for in privileges (AEM 6.5, "Actions"). */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  read: ['jcr:read'],
  modify: ['jcr:modifyProperties', 'jcr:lockManagement', 'jcr:versionManagement'],
  create: ['jcr:addChildNodes', 'jcr:nodeTypeManagement'],
  delete: ['jcr:removeChildNodes', 'jcr:removeNode'],
  acl_read: ['jcr:readAccessControl'],
  acl_edit: ['jcr:modifyAccessControl'],
  replicate: ['crx:replicate'],
}

/** The privileges of an entry: those its actions stand for, then those it names; an unknown action stays as it is. */
export const rightsOf = (actions: readonly string[], privileges: readonly string[]): string[] => [
  ...new Set([
    ...actions.flatMap((action) => (Object.hasOwn(ACTIONS, action) ? (ACTIONS[action] ?? []) : [action])),
    ...privileges,
  ]),
]
