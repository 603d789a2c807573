import { account, group, named, type ExpectedSet } from './row.js'

const POLICIES = 'ACL /conf/wknd/settings/wcm/policies'
const noNode = 'on content, but neither its node nor its name is anywhere else; not on the documented list'

/** `settings/wcm` carries policies, template-types and templates; `policies` is the smallest path. */
const templates = (more: number, where: string) => [
  named(
    'content-authors',
    'BUILT_IN',
    [POLICIES, 2 + more],
    `documented built-in group; policies, templates${where}`,
  ),
  named('everyone', 'EVERYONE', [POLICIES, 2 + more], `policies, templates${where}`),
  named('template-authors', 'UNKNOWN_PRINCIPAL', [POLICIES, 3 + more], `${noNode}; template-types too`),
  named(
    'version-manager-service',
    'UNKNOWN_PRINCIPAL',
    [POLICIES, 2 + more],
    `${noNode}, so not known as a system user`,
  ),
]

/** Group `wkndmembers` has one member, the uuid of `asmith`; both nodes carry ACLs of their own, below /home. */
const members = (first: 'ca' | 'language-masters', pages: number) => {
  const trigger = `CUG /content/wknd/${first}/en/magazine/members-only` as const
  return [
    account('asmith', 'DESCENDANT', [trigger, pages], 'member of the CUG group; its own ACL is below /home', {
      through: 'wkndmembers',
      flags: ['WILL_DUPLICATE_PROFILE'],
    }),
    group('wkndmembers', 'ON_CONTENT', [trigger, pages], 'on the CUG of every members-only page'),
  ]
}

const COMMERCE = 'ACL /conf/wknd/settings/cloudconfigs/commerce'
const CONFIGS = 'ACL /conf/wknd/sling:configs'

export const wknd: ExpectedSet = {
  set: 'adobe__aem-guides-wknd',
  packages: [
    {
      package: 'ui.content/src/main/content',
      rows: templates(1, ', and sling:configs, which sorts after settings'),
    },
    {
      package: 'ui.content.sample/src/main/content',
      rows: [...members('language-masters', 2), ...templates(0, '')],
    },
    {
      package: '_history_deleted_paths/ui.content/src/main/content',
      rows: [
        ...members('ca', 3),
        named('content-authors', 'BUILT_IN', [COMMERCE, 1], 'documented built-in group'),
        named('everyone', 'EVERYONE', [COMMERCE, 1], 'on the same ACL'),
        named('version-manager-service', 'UNKNOWN_PRINCIPAL', [COMMERCE, 1], noNode),
      ],
    },
    {
      package: '_history_deleted_paths/ui.content.sample/src/main/content',
      rows: [
        named('content-authors', 'BUILT_IN', [CONFIGS, 1], '_sling_configs is sling:configs'),
        named('everyone', 'EVERYONE', [CONFIGS, 1], 'on the same ACL'),
        named('template-authors', 'UNKNOWN_PRINCIPAL', [CONFIGS, 1], noNode),
        named('version-manager-service', 'UNKNOWN_PRINCIPAL', [CONFIGS, 1], noNode),
        named(
          'wkndmembers',
          'UNKNOWN_PRINCIPAL',
          ['CUG /content/wknd/ca/en/magazine/members-only', 1],
          'on a CUG, but this package has no /home',
        ),
      ],
    },
    {
      package: '_history_deleted_paths/email/ui.content/src/main/content',
      rows: templates(0, ''),
    },
  ],
}
