import type { PresetName } from '@crosswalk/core'
import type { z } from 'zod'
import type { jobSchema } from './schema.js'

/** A job: checked, with every default explicit and absolute paths. What the control store and the manifest keep. */
export type JobDefinition = Omit<z.output<typeof jobSchema>, 'mapping'> & {
  mapping: { preset: PresetName } & Record<string, unknown>
}
