/** The reports, by the name of their route, in the order of their tabs. */
export const REPORT_TABS = [
  ['mappings', 'User mappings'],
  ['principals', 'Principal migration'],
  ['items', 'Items'],
  ['findings', 'Findings'],
  ['quality', 'Source quality'],
] as const
