/** Values of `kind` columns, in lower case without blanks, underscores and hyphens. */
export const GROUP_WORDS = [
  'group',
  'groups',
  'g',
  'securitygroup',
  'groupofnames',
  'groupofuniquenames',
  'posixgroup',
]
export const ACCOUNT_WORDS = [
  ...[
    'account',
    'user',
    'users',
    'u',
    'person',
    'contact',
    'organizationalperson',
    'inetorgperson',
    'posixaccount',
  ],
  ...[
    'federatedid',
    'enterpriseid',
    'adobeid',
    'businessid',
    'member',
    'guest',
    'external',
    'serviceaccount',
  ],
  ...['systemuser', 'top', 'customer', 'microsoft.graph.user', '#microsoft.graph.user'],
]

/** Values of `enabled`, `disabled` and `status` columns, reduced in the same way. */
export const YES_WORDS = ['true', 'yes', 'y', 't', '1', 'x', 'on', 'enabled', 'active']
export const NO_WORDS = ['false', 'no', 'n', 'f', '0', 'off', 'disabled', 'inactive']
export const ACTIVE_WORDS = [
  ...[
    'active',
    'enabled',
    'ok',
    'normal',
    'staged',
    'provisioned',
    'recovery',
    'lockedout',
    'locked',
    'invited',
  ],
  ...['passwordexpired', 'pendingacceptance', 'accepted', 'pending', 'pendinguseraction', 'true', 'yes', '1'],
]
export const DISABLED_WORDS = [
  ...['disabled', 'inactive', 'suspended', 'deprovisioned', 'deactivated', 'blocked', 'archived', 'removed'],
  ...['deleted', 'terminated', 'false', 'no', '0'],
]
