import { csvLine } from '@crosswalk/core'

/** The four fields of one side; every one may be absent. */
export interface Side {
  id: string | null
  username: string | null
  name: string | null
  caption: string | null
}

const COLUMNS = ['id', 'username', 'name', 'caption'] as const

/** One exception as the file that an import takes. */
export const exceptionCsv = (kind: 'ACCOUNT' | 'GROUP', source: Side, destination: Side): string =>
  csvLine([
    'type',
    ...COLUMNS.map((name) => `source_${name}`),
    ...COLUMNS.map((name) => `destination_${name}`),
  ]) +
  csvLine([
    kind.toLowerCase(),
    ...COLUMNS.map((name) => source[name]),
    ...COLUMNS.map((name) => destination[name]),
  ])
