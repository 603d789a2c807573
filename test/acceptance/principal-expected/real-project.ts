import { group, systemUser, type ExpectedRow } from './row.js'

/** The AC Tool's `realProject`, three files read as one configuration, below the set's folder. */
export const REAL_PROJECT =
  'Netcentric__accesscontroltool/accesscontroltool-exampleconfig-package/src/main/jcr_root/apps/netcentric/actool-exampleconfig/realProject'

const CONTENT = 'ACL /content'
const on = (grants: number) => [CONTENT, grants] as const

/** Allowed on /content, /content/dam and /content/cq:tags; the rest of its entries are outside the content. */
const own =
  'three grants of its own, and three of fragment-restrict-for-everyone, which it is in through a fragment'
const all = 'in it are the fragments of all three global groups, which have three grants each'
const restrict = 'fragment-restrict-for-everyone'

/** In the order of the report. On /content come first: powerusers, contentmanagers, techsupport, then the fragment. */
export const REAL_PROJECT_ROWS: readonly ExpectedRow[] = [
  systemUser('system-user-content', on(1), 'reads /content'),
  systemUser('system-user-home', null, 'reads /home, which is not content'),
  systemUser('system-user-tags', ['ACL /content/cq:tags', 1], 'reads the tags'),
  group('contentmanagers', 'ON_CONTENT', on(6), own),
  group('fragment-basic-allow', 'ANCESTOR', on(9), all, { through: 'powerusers' }),
  group(
    'fragment-contentmanager',
    'ANCESTOR',
    on(6),
    'contentmanagers is in it, and it is in restrict-for-everyone',
    {
      through: 'contentmanagers',
    },
  ),
  group('fragment-crxde', 'ANCESTOR', on(6), 'the fragments of powerusers and techsupport are in it', {
    through: 'powerusers',
  }),
  group('fragment-dam', 'ANCESTOR', on(9), all, { through: 'powerusers' }),
  group('fragment-editor', 'DESCENDANT', on(3), 'nobody is in it; it is in restrict-for-everyone', {
    through: restrict,
  }),
  group('fragment-inbox', 'ANCESTOR', on(9), all, { through: 'powerusers' }),
  group('fragment-poweruser', 'ANCESTOR', on(6), 'powerusers is in it, and it is in restrict-for-everyone', {
    through: 'powerusers',
  }),
  group(
    'fragment-restrict-for-everyone',
    'ON_CONTENT',
    on(12),
    'three of its own, and nine of the global groups',
  ),
  group('fragment-siteadmin', 'ANCESTOR', on(9), all, { through: 'powerusers' }),
  group('fragment-siteowner', 'DESCENDANT', on(3), 'nobody is in it; it is in restrict-for-everyone', {
    through: restrict,
  }),
  group('fragment-tagging', 'ANCESTOR', on(9), all, { through: 'powerusers' }),
  group(
    'fragment-technicalsupport',
    'ANCESTOR',
    on(6),
    'techsupport is in it, and it is in restrict-for-everyone',
    {
      through: 'techsupport',
    },
  ),
  group('fragment-tools', 'ANCESTOR', on(9), all, { through: 'powerusers' }),
  group('fragment-useradmin', 'ANCESTOR', on(3), 'only the fragment of powerusers is in it', {
    through: 'powerusers',
  }),
  group('fragment-workflows', 'ANCESTOR', on(9), all, { through: 'powerusers' }),
  group('powerusers', 'ON_CONTENT', on(6), own),
  group('techsupport', 'ON_CONTENT', on(6), own),
]
