import type { PresetName } from '@crosswalk/core'
import type { z } from 'zod'
import type { jobSchema } from './schema.js'

export type JobFile = z.output<typeof jobSchema>

/** A job: checked, with every default explicit and absolute paths. What the control store and the manifest keep. */
export type JobDefinition = Omit<JobFile, 'mapping' | 'destination' | 'permissions'> & {
  /** Absent where the content tells its own permissions. */
  permissions?: NonNullable<JobFile['permissions']>
  /** `directory` names a live directory of the control store; then there are no inputs. */
  destination: { platform: string; inputs: JobFile['source']['inputs']; directory?: string | null } | null
  mapping: { preset: PresetName } & Record<string, unknown>
}
