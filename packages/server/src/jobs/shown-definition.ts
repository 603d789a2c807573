import type { JobDefinition } from '../inputs/job/job.js'
import type { JobInputs } from './job-inputs.js'

type Plain = Record<string, unknown>

/** A job's definition as the API takes it: an upload by its id wherever it stands. */
export const shownDefinition = (inputs: JobInputs, definition: JobDefinition): Plain => {
  const shown = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shown)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(([key, inner]) => [key, shown(inner)])
    return withUpload(inputs, Object.fromEntries(entries) as Plain)
  }
  const { migration, ...rest } = definition
  const transferred = migration.transferred === null ? null : named(inputs, migration.transferred)
  return { ...(shown(rest) as Plain), migration: { ...migration, transferred } }
}

const named = (inputs: JobInputs, path: string): unknown => {
  const upload = inputs.uploadIdOf(path)
  return upload === null ? path : { upload }
}

const withUpload = (inputs: JobInputs, { path, ...rest }: Plain): Plain => {
  if (path === undefined) return rest
  const upload = typeof path === 'string' ? inputs.uploadIdOf(path) : null
  return upload === null ? { ...rest, path } : { ...rest, upload }
}

/** Every path a definition holds. */
export const pathsOf = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' && (key === 'path' || key === 'transferred') ? [inner] : pathsOf(inner),
  )
}
