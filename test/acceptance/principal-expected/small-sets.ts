import { named, systemUser, type ExpectedSet } from './row.js'

const noNode = 'the package has no such node, and the documented built-in list no such name'

export const acTool: ExpectedSet = {
  set: 'Netcentric__accesscontroltool',
  packages: [
    {
      package: 'accesscontroltool-apps-package/src/main',
      rows: [
        named('admin', 'BUILT_IN', null, 'documented built-in user; only below /apps'),
        named('administrators', 'BUILT_IN', null, 'documented built-in group; only below /apps'),
        named('everyone', 'EVERYONE', null, 'denied below /apps'),
      ],
    },
    {
      package: 'accesscontroltool-content-package/src/main',
      rows: [systemUser('actool-service', null, 'only / and the repository policy, which are not content')],
    },
    { package: 'accesscontroltool-exampleconfig-package/src/main', rows: [] },
  ],
}

const DAM = 'ACL /content/dam'
const CONF = 'ACL /conf/valtech/aapm-examples/sling:configs'
const DENY = 'ACL /content/dam/aapm-test/test-deny'

/** Its users and groups are statements of a repoinit script, not nodes: the names have no node here. */
export const valtech: ExpectedSet = {
  set: 'valtech__aem-advanced-permissions-manager',
  packages: [
    { package: 'examples.ui.apps/src/main/content', rows: [] },
    { package: 'examples.ui.config/src/main/content', rows: [] },
    {
      package: 'examples.ui.content/src/main/content',
      rows: [
        named('aapm-content', 'UNKNOWN_PRINCIPAL', [DAM, 2], '/content/dam, and denied on test-allow below'),
        named('aapm-reader', 'UNKNOWN_PRINCIPAL', ['ACL /content/dam/aapm-test/test-allow', 1], noNode),
        named(
          'aapm-restricted',
          'UNKNOWN_PRINCIPAL',
          [DENY, 2],
          'denied on test-deny, allowed on its subfolder',
        ),
        named('campaign-remote', 'UNKNOWN_PRINCIPAL', [DAM, 1], noNode),
        named('content-authors', 'BUILT_IN', [CONF, 1], 'documented built-in group; _sling_configs'),
        named('dam-replication-service', 'UNKNOWN_PRINCIPAL', [DAM, 1], noNode),
        named('dam-update-service', 'UNKNOWN_PRINCIPAL', [DAM, 1], noNode),
        named('dam-users', 'BUILT_IN', [DAM, 1], 'documented built-in group'),
        named('dynamicmedia-asset-service', 'UNKNOWN_PRINCIPAL', [DAM, 1], noNode),
        named('everyone', 'EVERYONE', [CONF, 1], 'on the ACL of sling:configs'),
        named('scene7-config-writer-service', 'UNKNOWN_PRINCIPAL', [DAM, 1], noNode),
        named('template-authors', 'UNKNOWN_PRINCIPAL', [CONF, 1], noNode),
        named('version-manager-service', 'UNKNOWN_PRINCIPAL', [CONF, 1], noNode),
        named('webdavbkpservice', 'UNKNOWN_PRINCIPAL', [DAM, 1], noNode),
      ],
    },
  ],
}

export const exadel: ExpectedSet = {
  set: 'exadel-inc__etoolbox-link-inspector',
  packages: [
    {
      package: 'ui.apps/src/main/content',
      rows: [named('everyone', 'EVERYONE', null, 'only below /apps')],
    },
    { package: 'ui.config/src/main/content', rows: [] },
    {
      package: 'ui.content/src/main/content',
      rows: [
        named(
          'everyone',
          'EVERYONE',
          ['ACL /content/etoolbox/link-inspector/servlet/aclCheck', 6],
          'six servlet nodes, aclCheck the smallest',
        ),
      ],
    },
    {
      package: '_history_deleted_paths/ui.apps/src/main/content',
      rows: [
        named('aembox-linkchecker-service-user', 'UNKNOWN_PRINCIPAL', null, 'only below /apps; no node'),
        named('etoolbox-link-inspector-service-user', 'UNKNOWN_PRINCIPAL', null, 'only below /apps; no node'),
      ],
    },
    {
      package: '_history_deleted_paths/ui.content/src/main/content',
      rows: [
        systemUser(
          'etoolbox-link-inspector-service-user',
          ['ACL /content', 3],
          '/content, etoolbox, etoolbox/link-inspector; the two ACLs below /var do not count',
        ),
        systemUser('exadel-linkchecker-service-user', null, 'on no policy'),
        named(
          'everyone',
          'EVERYONE',
          ['ACL /conf/etoolbox/link-inspector', 10],
          'one below /conf, eight below etoolbox-link-inspector, one below exadel-linkchecker',
        ),
      ],
    },
  ],
}

const POLICIES = 'ACL /conf/asset-share-commons/settings/wcm/policies'
const CLOUD = 'ACL /conf/asset-share-commons/settings/cloudsettings/asset-share-commons'
const EMAIL = 'ACL /conf/asset-share-commons/settings/notification/email'
const authors = [
  named(
    'template-authors',
    'UNKNOWN_PRINCIPAL',
    [POLICIES, 3],
    `policies, template-types, templates; ${noNode}`,
  ),
  named('version-manager-service', 'UNKNOWN_PRINCIPAL', [POLICIES, 2], `policies, templates; ${noNode}`),
]
const readers = [
  named('content-authors', 'BUILT_IN', [POLICIES, 2], 'policies, templates; documented built-in group'),
  named('everyone', 'EVERYONE', [POLICIES, 2], 'policies, templates'),
]
const services = [
  systemUser('asset-share-commons-email-service', [EMAIL, 1], 'on the email templates'),
  systemUser('asset-share-commons-oak-index-definition-reader-service', null, 'only /oak:index'),
]

export const assetShare: ExpectedSet = {
  set: 'adobe__asset-share-commons',
  packages: [
    {
      package: 'ui.content/src/main/content',
      rows: [
        named(
          'asset-share-commons-email-service',
          'UNKNOWN_PRINCIPAL',
          [EMAIL, 1],
          'its node left the package',
        ),
        ...readers,
        ...authors,
      ],
    },
    {
      package: '_at_2020-03-15/ui.content/src/main/content',
      rows: [
        ...services,
        named('content-authors', 'BUILT_IN', [CLOUD, 3], 'cloudsettings before policies and templates'),
        named('everyone', 'EVERYONE', [CLOUD, 3], 'cloudsettings before policies and templates'),
        ...authors,
      ],
    },
    {
      package: '_at_2020-03-15/ui.content.sample/src/main/content',
      rows: [...services, ...readers, ...authors],
    },
  ],
}
