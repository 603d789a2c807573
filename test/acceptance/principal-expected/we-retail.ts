import { group, named, type ExpectedSet } from './row.js'

const POLICIES = 'ACL /conf/we-retail/settings/wcm/policies'
const PROJECT = 'ACL /content/dam/projects/we-retail'
const COLLECTION = 'ACL /content/dam/collections/w/we-retail/arctic_surfing_inlofoten'
const both =
  'on /content/dam/projects/we-retail and /content/projects/we-retail, of which the first is smaller'
const noNode = 'the package has no such node, and the documented built-in list no such name'

export const weRetail: ExpectedSet = {
  set: 'Adobe-Marketing-Cloud__aem-sample-we-retail',
  packages: [
    {
      package: 'it.tests.ui-js/src/main/content',
      rows: [named('everyone', 'EVERYONE', ['ACL /content/cq:tags/test-tags', 1], '_cq_tags is cq:tags')],
    },
    {
      package: 'ui.apps/src/main/content',
      rows: [named('everyone', 'EVERYONE', null, 'only below /apps, which is not content')],
    },
    {
      package: 'ui.content/src/main/content',
      rows: [
        group('projects-we_retail-editor', 'ON_CONTENT', [PROJECT, 2], `We.Retail Editors; ${both}`),
        group('projects-we_retail', 'ON_CONTENT', [PROJECT, 2], `We.Retail Observers; ${both}; no members`),
        group('projects-we_retail-owner', 'ON_CONTENT', [PROJECT, 2], `We.Retail Owners; ${both}`),
        named(
          'content-authors',
          'BUILT_IN',
          [POLICIES, 2],
          'policies and templates; documented built-in group',
        ),
        named('everyone', 'EVERYONE', [POLICIES, 2], 'policies and templates'),
        named(
          'projects-administrators',
          'UNKNOWN_PRINCIPAL',
          [PROJECT, 2],
          `deny entries refer too; ${noNode}`,
        ),
        named('projects-users', 'UNKNOWN_PRINCIPAL', [PROJECT, 2], `deny entries refer too; ${noNode}`),
        named('template-authors', 'UNKNOWN_PRINCIPAL', [POLICIES, 3], `template-types too; ${noNode}`),
      ],
    },
    {
      package: '_history_deleted_paths/ui.apps/src/main/content',
      rows: [named('everyone', 'EVERYONE', null, 'only below /etc, which is not content')],
    },
    {
      package: '_history_deleted_paths/ui.content/src/main/content',
      rows: [
        named('everyone', 'EVERYONE', null, 'only below /etc, which is not content'),
        named('mac-default-arctic_surfing_inlofoten', 'UNKNOWN_PRINCIPAL', [COLLECTION, 1], noNode),
        named(
          'mac-default-arctic_surfing_inlofoten-editor',
          'UNKNOWN_PRINCIPAL',
          [COLLECTION, 1],
          `two entries on one ACL are one grant; ${noNode}`,
        ),
        named('mac-default-arctic_surfing_inlofoten-owner', 'UNKNOWN_PRINCIPAL', [COLLECTION, 1], noNode),
      ],
    },
  ],
}
