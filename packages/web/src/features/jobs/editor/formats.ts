import type { JobInput } from './draft.js'

/** What a file is to the server that keeps it (`POST /v1/uploads?kind=…`). */
export type UploadKind = 'package' | 'directory' | 'permissions' | 'exceptions' | 'paths'

export interface Format {
  readonly format: string
  readonly label: string
  readonly kind: UploadKind
  /** Endings of the names such files have. */
  readonly endings: readonly string[]
}

const AEM_PACKAGE: Format = {
  format: 'aem-package',
  label: 'AEM content package',
  kind: 'package',
  endings: ['.zip'],
}
const DIRECTORY_CSV: Format = {
  format: 'directory-csv',
  label: 'Directory CSV',
  kind: 'directory',
  endings: ['.csv', '.tsv', '.txt'],
}

/** What files of users, groups and content can be. */
export const PRINCIPAL_FORMATS: readonly Format[] = [AEM_PACKAGE, DIRECTORY_CSV]
export const PERMISSION_FORMATS: readonly Format[] = [
  {
    format: 'permissions-csv',
    label: 'Permissions CSV',
    kind: 'permissions',
    endings: ['.csv', '.tsv', '.txt'],
  },
]
/** Exceptions have one format, which a job does not name. */
export const EXCEPTION_FORMATS: readonly Format[] = [
  { format: '', label: 'Exceptions CSV', kind: 'exceptions', endings: ['.csv', '.tsv', '.txt'] },
]

/** The format a file of that name most likely has: the first that its ending fits, else the first. */
export const guessFormat = (formats: readonly Format[], name: string): Format => {
  const lower = name.toLowerCase()
  const fitting = formats.find(({ endings }) => endings.some((ending) => lower.endsWith(ending)))
  const [first] = formats
  if (first === undefined) throw new RangeError('a place takes at least one format')
  return fitting ?? first
}

export const inputOf = ({ format }: Format, upload: string): JobInput =>
  format === '' ? { upload } : { format, upload }

export const formatLabel = (formats: readonly Format[], { format = '' }: JobInput): string =>
  formats.find((one) => one.format === format)?.label ?? format
