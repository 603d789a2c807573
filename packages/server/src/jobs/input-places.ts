import type { UploadKind } from '../control/upload-kinds.js'
import type { KeyPath } from '../inputs/job/yaml-place.js'

/** A place of a job that names an input. */
export interface InputPlace {
  readonly at: KeyPath
  /** What an upload must be to stand here. */
  readonly kind: UploadKind
  /** Whether it must be a file; a package may be a folder. */
  readonly isFile: boolean
  /** The upload named, or null where a path is. */
  readonly upload: string | null
  readonly path: string | null
  put(path: string): void
}

type Keyed = Record<string, unknown>
const isObject = (value: unknown): value is Keyed =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

const kindOf = (section: string, format: unknown): UploadKind => {
  if (section === 'permissions') return 'permissions'
  if (section === 'exceptions') return 'exceptions'
  return format === 'aem-package' ? 'package' : 'directory'
}

const inputPlace = (at: KeyPath, section: string, input: Keyed): InputPlace => ({
  at: [...at, 'upload' in input ? 'upload' : 'path'],
  kind: kindOf(section, input['format']),
  isFile: input['format'] !== 'aem-package',
  upload: textOf(input['upload']),
  path: textOf(input['path']),
  put(path) {
    delete input['upload']
    input['path'] = path
  },
})

/** A list of paths stands for itself: `transferred: /a/paths.txt`, or `transferred: { upload }`. */
const transferredPlace = (migration: Keyed): InputPlace[] => {
  const { transferred } = migration
  if (transferred == null) return []
  const named = isObject(transferred) ? transferred : { path: transferred }
  const place = inputPlace(['migration', 'transferred'], 'paths', named)
  return [{ ...place, kind: 'paths', isFile: true, put: (path) => void (migration['transferred'] = path) }]
}

/** The places of a job that name inputs; what is not shaped as a job is left to the job's own check. */
export const inputPlaces = (job: unknown): InputPlace[] => {
  if (!isObject(job)) return []
  const inputs = ['source', 'destination', 'target', 'permissions'].flatMap((section) => {
    const side = job[section]
    return listOf(isObject(side) ? side['inputs'] : null).flatMap((input, index) =>
      isObject(input) ? [inputPlace([section, 'inputs', index], section, input)] : [],
    )
  })
  const exceptions = listOf(job['exceptions']).flatMap((input, index) =>
    isObject(input) ? [inputPlace(['exceptions', index], 'exceptions', input)] : [],
  )
  const migration = isObject(job['migration']) ? transferredPlace(job['migration']) : []
  return [...inputs, ...exceptions, ...migration]
}
