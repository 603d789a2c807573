import type { ReadCounts } from '@crosswalk/server'

/** Counted by the reader, and two figures taken from its rows. */
export type Figure = keyof ReadCounts | 'restrictedEntries' | 'disabledUsers'
export type Figures = Partial<Readonly<Record<Figure, number>>>

/** The figures documented for each set, as documented; a figure that is not documented is left out. */
export const DOCUMENTED: Readonly<Record<string, Figures>> = {
  'adobe__aem-guides-wknd': {
    ...{ groups: 2, users: 2, systemUsers: 0, memberships: 2, acls: 16, aclEntries: 42, cugPolicies: 6 },
    principalPolicies: 0,
  },
  'Adobe-Marketing-Cloud__aem-sample-we-retail': {
    ...{ groups: 3, users: 0, systemUsers: 0, memberships: 0, acls: 14, aclEntries: 30, denyEntries: 4 },
    ...{ restrictedEntries: 2, cugPolicies: 0, principalPolicies: 0 },
  },
  'Adobe-Consulting-Services__acs-aem-commons': {
    ...{ groups: 4, users: 4, systemUsers: 21, memberships: 0, acls: 26, aclEntries: 40 },
    ...{ cugPolicies: 0, principalPolicies: 0 },
  },
  'apache__sling-org-apache-sling-feature-cpconverter': {
    ...{ groups: 9, users: 8, systemUsers: 24, memberships: 5, acls: 46, aclEntries: 75, denyEntries: 3 },
    ...{
      restrictedEntries: 2,
      cugPolicies: 0,
      principalPolicies: 10,
      principalEntries: 15,
      disabledUsers: 2,
    },
  },
  'apache__jackrabbit-filevault': {
    ...{ groups: 4, users: 11, systemUsers: 4, memberships: 4, acls: 20, aclEntries: 31, denyEntries: 11 },
    ...{ restrictedEntries: 5, cugPolicies: 2, principalPolicies: 2, principalEntries: 8 },
  },
  'adobe__asset-share-commons': {
    ...{ groups: 0, users: 0, systemUsers: 4, memberships: 0, acls: 15, aclEntries: 34 },
    ...{ cugPolicies: 0, principalPolicies: 0 },
  },
  'exadel-inc__etoolbox-link-inspector': {
    ...{ groups: 0, users: 0, systemUsers: 2, memberships: 0, acls: 24, aclEntries: 26 },
    ...{ cugPolicies: 0, principalPolicies: 0 },
  },
  Netcentric__accesscontroltool: {
    ...{ groups: 102, users: 12, systemUsers: 1, memberships: 69, acls: 4, aclEntries: 6 },
    ...{ cugPolicies: 0, principalPolicies: 0 },
  },
  'valtech__aem-advanced-permissions-manager': {
    ...{ groups: 3, users: 3, systemUsers: 0, memberships: 6, acls: 5, aclEntries: 16, denyEntries: 2 },
    ...{ restrictedEntries: 3, cugPolicies: 0, principalPolicies: 0 },
  },
}

/** A documented figure that the packages do not have, and the elements that account for all of the difference. */
export interface Difference {
  set: string
  figure: Figure
  documented: number
  found: number
  why: string
  /** What accounts for it, each checked: `count` matches of `element` in `file` (or in all files `*.yaml`). */
  elements: readonly { file: string; element: RegExp; count: number }[]
}

const repoinit =
  'examples.ui.config/src/main/content/jcr_root/apps/valtech/aapm-examples/config/org.apache.sling.jcr.repoinit.RepositoryInitializer~aapm.config'
const filevault = 'vault-core-it/vault-core-integration-tests/src/main/resources/test-packages'
const converter = 'src/test/resources/org/apache/sling/feature/cpconverter/handlers'
const secured = 'jcr_root/testroot/secured/_rep_policy.xml'

const acTool = {
  set: 'Netcentric__accesscontroltool',
  found: 0,
  why: 'The figure is of AC Tool YAML (sections of its own, with loops); no package node has such a type.',
}

export const DIFFERENCES: readonly Difference[] = [
  {
    ...{ ...acTool, figure: 'groups', documented: 102 },
    elements: [{ file: '*.yaml', element: /^ *- *group_config:/gm, count: 46 }],
  },
  {
    ...{ ...acTool, figure: 'users', documented: 12 },
    elements: [{ file: '*.yaml', element: /^ *- *user_config:/gm, count: 6 }],
  },
  {
    ...{ ...acTool, figure: 'memberships', documented: 69 },
    elements: [{ file: '*.yaml', element: /^[ -]*(?:isMemberOf|memberOf|members): *[^\s#]/gm, count: 27 }],
  },
  {
    ...{ set: 'valtech__aem-advanced-permissions-manager', figure: 'groups', documented: 3, found: 0 },
    why: 'The groups are statements of a repoinit script, not nodes of a package.',
    elements: [{ file: repoinit, element: /^ *create group /gm, count: 3 }],
  },
  {
    ...{ set: 'valtech__aem-advanced-permissions-manager', figure: 'users', documented: 3, found: 0 },
    why: 'The users are statements of a repoinit script, not nodes of a package.',
    elements: [{ file: repoinit, element: /^ *create user /gm, count: 3 }],
  },
  {
    ...{ set: 'valtech__aem-advanced-permissions-manager', figure: 'memberships', documented: 6, found: 0 },
    why: 'The memberships are statements of a repoinit script, not properties of a group node.',
    elements: [{ file: repoinit, element: /^ *add .* to group /gm, count: 6 }],
  },
  {
    ...{ set: 'apache__jackrabbit-filevault', figure: 'restrictedEntries', documented: 5, found: 8 },
    why: 'Counted were entries with a child rep:Restrictions; these have rep:glob on the entry, in the old style.',
    elements: ['mode_ac_test_b.zip', 'mode_ac_test_b_merge.zip', 'mode_ac_test_b_preserve.zip'].map(
      (name) => ({
        ...{ file: `${filevault}/${name}/${secured}`, count: 1 },
        element: /<allow\s+jcr:primaryType="rep:GrantACE"\s+rep:glob="\*\/foo\/\*"/g,
      }),
    ),
  },
  {
    ...{ set: 'apache__sling-org-apache-sling-feature-cpconverter', figure: 'restrictedEntries' },
    ...{ documented: 2, found: 3 },
    why: 'Counted were entries with a child rep:Restrictions; this has rep:glob on the entry, in the old style.',
    elements: [
      {
        file: `${converter}/jcr_root/asd/jr2restrictions/_rep_policy.xml`,
        element: /<allow0\s+jcr:primaryType="rep:GrantACE"[^>]*rep:glob="\{Name\}\[\*\/subtree\/\*\]"/g,
        count: 1,
      },
    ],
  },
]
