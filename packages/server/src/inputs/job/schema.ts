import { PRESETS, selectionSettings } from '@crosswalk/core'
import { z } from 'zod'

/** What principals, memberships and policies are read from. */
export const PRINCIPAL_FORMATS = ['aem-package', 'directory-csv', 'ac-tool-yaml', 'repoinit'] as const

const path = z.string().min(1, { error: 'is empty; give a path' })
const principalInputs = z.array(z.strictObject({ format: z.enum(PRINCIPAL_FORMATS), path }))
const permissionsInputs = z.array(z.strictObject({ format: z.enum(['permissions-csv']), path }))
/** In characters, of a job's name. */
export const LONGEST_NAME = 200
const name = z.string().trim().min(1, { error: 'is empty; give the job a name' }).max(LONGEST_NAME)
const directory = z.string().trim().min(1, { error: 'is empty; name a live directory' }).max(100)
const memory = z
  .string()
  .regex(/^[1-9]\d*\s?(MB|GB|MiB|GiB)$/, { error: 'is no amount of memory; write it like 2GB' })

/** `job.yaml`, version 1, as written: every default explicit, unknown keys refused. Paths are as in the file. */
export const jobSchema = z.strictObject({
  version: z.literal(1, { error: 'must be 1, the only version there is' }),
  name,
  source: z
    .strictObject({
      /** Any platform; `aem` has instances. */
      platform: z.string().min(1).default('aem'),
      instance: z.enum(['author', 'publish']).nullable().default(null),
      inputs: principalInputs.default([]),
      /** A live directory; beside it inputs give the content. */
      directory: directory.nullish(),
    })
    .refine(({ inputs, directory }) => inputs.length > 0 || directory != null, {
      path: ['inputs'],
      error: 'is empty; name at least one input',
    }),
  destination: z
    .strictObject({
      platform: z.string().min(1).default('ims'),
      inputs: principalInputs.min(1, { error: 'is empty; name at least one input' }).optional(),
      directory: directory.optional(),
    })
    .refine(({ inputs, directory }) => (inputs === undefined) !== (directory === undefined), {
      error: 'needs either inputs or a directory',
    })
    .nullable()
    .default(null),
  target: z.strictObject({ inputs: principalInputs }).nullable().default(null),
  permissions: z.strictObject({ inputs: permissionsInputs }).nullable().default(null),
  exceptions: z.array(z.strictObject({ path })).default([]),
  /** A preset, then what differs from it; core's plan validates it. */
  mapping: z.looseObject({ preset: z.enum(PRESETS).optional(), on: z.boolean().optional() }).prefault({}),
  preservation: z
    .strictObject({ permissions: z.boolean().default(true), owners: z.boolean().default(true) })
    .prefault({}),
  selection: selectionSettings.prefault({}),
  migration: z
    .strictObject({
      wipe: z.boolean().default(false),
      previous: z
        .string()
        .regex(/^(latest|none|run_[0-9a-z]{26})$/, { error: 'must be latest, none or the id of a run' })
        .default('latest'),
      transferred: path.nullable().default(null),
    })
    .prefault({}),
  limits: z
    .strictObject({
      memory: memory.default('2GB'),
      threads: z.number().int().min(1).max(64).nullable().default(null),
    })
    .prefault({}),
})
