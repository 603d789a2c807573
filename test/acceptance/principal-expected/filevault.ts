import { account, group, named, systemUser, type ExpectedRow, type ExpectedSet } from './row.js'

const FOLDER = 'vault-core-it/vault-core-integration-tests/src/main/resources/test-packages'
const SECURED = 'ACL /testroot/secured'
const CUG = 'CUG /testroot/node_with_cug'

const everyone = named('everyone', 'EVERYONE', [SECURED, 1], 'on the ACL of /testroot/secured')
const unknown = (name: string, why: string) =>
  named(name, 'UNKNOWN_PRINCIPAL', [SECURED, 1], `${why}; no node`)
const onCug = (name: string) => named(name, 'UNKNOWN_PRINCIPAL', [CUG, 1], 'on the CUG; no node')
const unused = (name: string) =>
  account(name, 'NOT_REFERENCED', null, 'no policy on content names it or its group')
const testGroup = group('test-group', 'NOT_REFERENCED', null, 'a group with members, but on no policy')
const testSystemUser = systemUser(
  'testSystemUser',
  null,
  'its principal policy takes effect on /testroot/secured and /content, but only ACL and CUG policies select',
)

const rows = (...all: ExpectedRow[]): ExpectedRow[] => all

const PACKAGES: Readonly<Record<string, readonly ExpectedRow[]>> = {
  ace_order_overwrite: rows(
    { ...everyone, why: 'two entries on one ACL are one grant' },
    unknown('testuser', 'denied, which refers too'),
  ),
  'cug-test-1': rows(onCug('principal-1'), onCug('principal-2')),
  'cug-test-2': rows(onCug('principal-2'), onCug('principal-3')),
  group_with_a: rows(unused('test-user-a'), testGroup),
  group_with_a_moved: rows(unused('test-user-a'), testGroup),
  group_with_bc: rows(unused('test-user-b'), unused('test-user-c'), testGroup),
  mode_ac_test_a: rows(everyone),
  mode_ac_test_a_uuid: rows(everyone),
  mode_ac_test_b: rows(everyone),
  mode_ac_test_b2_merge: rows(everyone),
  mode_ac_test_b3_merge: rows(everyone),
  mode_ac_test_b_merge: rows(everyone),
  mode_ac_test_b_preserve: rows(everyone),
  mode_ac_test_c_merge: rows(unknown('testuser', 'an element named deny that is a rep:GrantACE')),
  mode_ac_test_d: rows(everyone, unknown('testuser', 'an element named deny that is a rep:GrantACE')),
  mode_ac_test_e: rows(everyone, unknown('testuser', 'allowed'), unknown('testuser1', 'allowed')),
  mode_ac_test_lateuser: rows(unknown('missinguser', 'allowed')),
  oak_ac_content_test: rows({ ...everyone, why: 'restrictions do not matter' }),
  principalbased: rows(testSystemUser),
  principalbased_nopolicy: rows({ ...testSystemUser, why: 'on no policy at all' }),
  principalbasedstashing: rows(testSystemUser),
  principalbasedstashing_nopolicy: rows({ ...testSystemUser, why: 'on no policy at all' }),
  repo_policy: rows(
    named('everyone', 'EVERYONE', null, 'only on the repository policy, which is no content'),
    named('testuser', 'UNKNOWN_PRINCIPAL', null, 'only on the repository policy; no node'),
  ),
  root_policy: rows(named('everyone', 'EVERYONE', null, 'only on /, which is not content by default')),
  test_nodetype_on_merge: rows(group('testgroup', 'NOT_REFERENCED', null, 'the package has no policy')),
  test_two_moved_users: rows(
    account(
      'admin',
      'BUILT_IN',
      null,
      'documented built-in user; without rep:authorizableId its node name is its id',
    ),
    account('anonymous', 'BUILT_IN', null, 'documented built-in user'),
    named('administrators', 'BUILT_IN', null, 'documented built-in group; only on /home'),
    named('everyone', 'EVERYONE', null, 'denied on /home'),
    named('user-administrators', 'BUILT_IN', null, 'documented built-in group; only below /home'),
  ),
  test_user_a: rows(unused('test-user-a')),
  test_user_a_policy: rows(
    unused('test-user-a'),
    named('everyone', 'EVERYONE', null, 'only on the user node, below /home'),
  ),
  test_user_a_profile: rows(unused('test-user-a')),
  test_user_a_profile_picture: rows(unused('test-user-a')),
  test_user_with_rep_cache: rows(
    account('test-user-a', 'NOT_REFERENCED', null, 'its ACL, below /home, names its email and not itself', {
      flags: [],
    }),
    named('bill@whitehouse.gov', 'UNKNOWN_PRINCIPAL', null, 'an email of a user is not its principal name'),
    named('everyone', 'EVERYONE', null, 'only below /home; groups in rep:cache are no memberships'),
  ),
}

export const filevault: ExpectedSet = {
  set: 'apache__jackrabbit-filevault',
  packages: Object.entries(PACKAGES).map(([name, expected]) => ({
    package: `${FOLDER}/${name}.zip`,
    rows: expected,
  })),
}
