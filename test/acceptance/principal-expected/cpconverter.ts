import { account, group, named, systemUser, type ExpectedPackage, type ExpectedSet } from './row.js'

const FOLDER = 'src/test/resources/org/apache/sling/feature/cpconverter'
const PUBLIC = 'ACL /asd/public'
const DEMO = 'ACL /demo-cp'

const onPublic = (name: string) =>
  named(
    `acs-commons-${name}-service`,
    'UNKNOWN_PRINCIPAL',
    [PUBLIC, 1],
    'on /asd/public and below /home; no node',
  )

/** All have the same /home and the same ACL on /demo-cp; they differ in filters and import modes. */
const demo = (name: string): ExpectedPackage => ({
  package: `${FOLDER}/${name}.zip`,
  rows: [
    systemUser('cp-serviceuser-1', [DEMO, 1], 'on the ACL of /demo-cp'),
    systemUser('cp-serviceuser-2', null, 'a principal policy only, which takes effect on /demo-cp'),
    systemUser('cp-serviceuser-3', null, 'only on ACLs below /home'),
    account('cp-user1', 'ON_CONTENT', [DEMO, 2], 'on the ACL itself, and a member of cp-group1 on it', {
      flags: ['NO_EMAIL', 'WILL_DUPLICATE_PROFILE'],
    }),
    group('cp-group1', 'ON_CONTENT', [DEMO, 2], 'on the ACL itself, and the group of cp-user1 on it'),
  ],
})

export const cpconverter: ExpectedSet = {
  set: 'apache__sling-org-apache-sling-feature-cpconverter',
  packages: [
    demo('demo-cp'),
    demo('demo-cp-single-user-root'),
    demo('demo-cp-with-importmode'),
    demo('demo-cp2'),
    demo('demo-cp3'),
    {
      package: `${FOLDER}/subtree_in_contentxml_policy.zip`,
      rows: [
        named('sling-reader-service', 'UNKNOWN_PRINCIPAL', null, 'on an inline ACL of /oak:index; no node'),
      ],
    },
    {
      package: `${FOLDER}/test-serviceuser-acl.zip`,
      rows: [systemUser('eventproxy-service', ['ACL /content', 1], '/content; not /var, not its own node')],
    },
    {
      package: `${FOLDER}/test-serviceuser-acl2.zip`,
      rows: [systemUser('eventproxy-service2', null, 'only on its own node, below /home')],
    },
    {
      package: `${FOLDER}/test-with-privilege.zip`,
      rows: [named('everyone', 'EVERYONE', ['ACL /tmp', 1], '/tmp is not one of the trees left out')],
    },
    {
      package: `${FOLDER}/handlers`,
      rows: [
        systemUser(
          'asd-share-commons-asd-index-definition-reader-service',
          null,
          'on no policy; its twin is no user',
        ),
        account('author', 'NOT_REFERENCED', null, 'no policy names it', {
          path: '/rep:security/rep:authorizables/rep:users/a/author',
        }),
        account('author', 'NOT_REFERENCED', null, 'a second node of the same name stays a row of its own', {
          path: '/home/users/a/author',
        }),
        systemUser('service1', ['ACL /asd/jr2restrictions', 1], 'that ACL, and three below /home; disabled', {
          flags: ['NO_EMAIL', 'DISABLED'],
        }),
        systemUser('service2', null, 'a principal policy only'),
        systemUser('service3', null, 'a principal policy only'),
        systemUser('service4', null, 'a principal policy only', {
          path: '/home/users/system/services/random4',
        }),
        systemUser('service4', null, 'a second node of the same name', {
          path: '/home/users/system/services/random5',
        }),
        systemUser('SLING-9970', null, 'on no policy'),
        account('test', 'NOT_REFERENCED', null, 'no policy names it; disabled changes nothing', {
          flags: ['NO_EMAIL', 'DISABLED'],
        }),
        group('testgroup', 'NOT_REFERENCED', null, 'only on its own node, below /home'),
        group('testgroup2', 'NOT_REFERENCED', null, 'only on its own node, below /rep:security', {
          path: '/rep:security/rep:authorizables/rep:groups/g/V084LLw1ypl2l9G0e28c',
        }),
        group('testgroup2', 'NOT_REFERENCED', null, 'only on its own node, below /home', {
          path: '/home/groups/g/V084LLw1ypl2l9G0e28c',
        }),
        group('testgroup3', 'NOT_REFERENCED', null, 'only on its profile, below /home'),
        onPublic('automatic-package-replicator'),
        onPublic('dispatcher-flush'),
        onPublic('ensure-oak-index'),
        onPublic('ensure-service-user'),
        onPublic('on-deploy-scripts'),
        onPublic('package-replication-status-event'),
        named('repolevel-service', 'UNKNOWN_PRINCIPAL', null, 'only on the repository policy; no node'),
      ],
    },
  ],
}
