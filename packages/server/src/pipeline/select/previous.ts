import type { PhaseContext } from '../phase.js'
import type { RunIdentity } from '../read/fingerprint-run.js'
import type { EarlierRun } from '../spec.js'

/** The previous run READ decided on; null for a first transfer or a wipe. */
export const previousOf = ({ folder }: PhaseContext): EarlierRun | null =>
  (folder.markOf('READ')?.facts as unknown as RunIdentity | undefined)?.previous ?? null
