import type { JobInput } from './draft.js'

/** What a file is to the server that keeps it (`POST /v1/uploads?kind=…`). */
export type UploadKind = 'package' | 'directory' | 'permissions' | 'exceptions' | 'paths' | 'report'

export interface Format {
  readonly format: string
  readonly label: string
  /** What such a file holds, in a sentence. */
  readonly hint: string
  readonly kind: UploadKind
  /** Endings of the names such files have. */
  readonly endings: readonly string[]
}

const AEM_PACKAGE: Format = {
  format: 'aem-package',
  label: 'AEM content package',
  hint: 'A zip that Package Manager exports: users, groups, content and its policies.',
  kind: 'package',
  endings: ['.zip'],
}
const DIRECTORY_CSV: Format = {
  format: 'directory-csv',
  label: 'Directory CSV',
  hint: 'Users, groups or memberships, one a row, as directories export them.',
  kind: 'directory',
  endings: ['.csv', '.tsv', '.txt'],
}

const AC_TOOL: Format = {
  format: 'ac-tool-yaml',
  label: 'AC Tool YAML',
  hint: 'Groups, users and access control entries as the AC Tool configures them.',
  kind: 'directory',
  endings: ['.yaml', '.yml'],
}
const REPOINIT: Format = {
  format: 'repoinit',
  label: 'Repoinit',
  hint: 'Statements of the repository initialiser: a script, or an OSGi configuration that holds some.',
  kind: 'directory',
  endings: ['.repoinit', '.config', '.cfg.json', '.json', '.xml', 'repoinit.txt'],
}

/** What files of users, groups and content can be. */
export const PRINCIPAL_FORMATS: readonly Format[] = [AEM_PACKAGE, DIRECTORY_CSV, AC_TOOL, REPOINIT]
export const PERMISSION_FORMATS: readonly Format[] = [
  {
    format: 'permissions-csv',
    label: 'Permissions CSV',
    hint: 'Who may do what where, one grant a row.',
    kind: 'permissions',
    endings: ['.csv', '.tsv', '.txt'],
  },
]
/** Exceptions have one format, which a job does not name. */
export const EXCEPTION_FORMATS: readonly Format[] = [
  {
    format: '',
    label: 'Exceptions CSV',
    hint: 'Source and destination identity, one pair a row; an exported report will do.',
    kind: 'exceptions',
    endings: ['.csv', '.tsv', '.txt'],
  },
]

/** The format a file of that name most likely has: that of the longest ending it fits, else the first. */
export const guessFormat = (formats: readonly Format[], name: string): Format => {
  const lower = name.toLowerCase()
  const fit = ({ endings }: Format): number =>
    Math.max(0, ...endings.map((ending) => (lower.endsWith(ending) ? ending.length : 0)))
  const [first] = formats
  if (first === undefined) throw new RangeError('a place takes at least one format')
  return formats.reduce((best, format) => (fit(format) > fit(best) ? format : best), first)
}

export const inputOf = ({ format }: Format, upload: string): JobInput =>
  format === '' ? { upload } : { format, upload }

export const formatLabel = (formats: readonly Format[], { format = '' }: JobInput): string =>
  formats.find((one) => one.format === format)?.label ?? format
