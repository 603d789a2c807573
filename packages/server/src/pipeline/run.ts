import type { Phase } from '@crosswalk/core'
import { rmSync } from 'node:fs'
import { Problem } from '../problem.js'
import { openDuck } from '../warehouse/duck.js'
import { decide } from './decide/decide.js'
import type { PhaseContext, PhaseStep } from './phase.js'
import { moveIntoPlace, publish } from './publish/publish.js'
import { read } from './read/read.js'
import { verifyInputs } from './read/inputs.js'
import { resolve } from './resolve/phase.js'
import type { RunLog } from './run-log.js'
import { select } from './select/select.js'
import type { RunSpec } from './spec.js'
import { createStagedTable } from './staging.js'
import { Stopped } from './stopped.js'
import type { WorkFolder } from './work-folder.js'

const STEPS: readonly PhaseStep[] = [read, resolve, select, decide, publish]

export interface RunEvents {
  phase(phase: Phase): void
  progress(phase: Phase, done: number, total: number | null): void
  /** As `progress`, of what is on disk and will not be repeated. */
  checkpoint(phase: Phase, done: number, total: number | null): void
}

/**
 * Executes a run in its work folder, phase by phase, skipping phases that are marked finished.
 * Throws `Stopped` when the signal is raised, `Problem` where inputs or the environment refuse.
 */
export const executeRun = async (
  spec: RunSpec,
  folder: WorkFolder,
  log: RunLog,
  signal: AbortSignal,
  events: RunEvents,
): Promise<void> => {
  folder.sweep()
  const resumed = log.seq > 0
  await verifyInputs(spec, folder)
  log.write('info', resumed ? 'RUN_RESUMED' : 'RUN_STARTED')
  for (const step of STEPS) {
    if (folder.markOf(step.phase)) continue
    if (signal.aborted) throw new Stopped()
    events.phase(step.phase)
    await executeStep(step, spec, folder, log, signal, events)
  }
  log.write('info', 'RUN_FINISHED')
  moveIntoPlace(folder, spec)
}

const executeStep = async (
  step: PhaseStep,
  spec: RunSpec,
  folder: WorkFolder,
  log: RunLog,
  signal: AbortSignal,
  events: RunEvents,
): Promise<void> => {
  const began = performance.now()
  log.write('info', 'PHASE_STARTED', { phase: step.phase })
  const scratch = folder.file(`scratch-${step.phase}.duckdb`)
  const duck = await openDuck({
    scratch,
    threads: spec.threads,
    memoryLimit: spec.memory,
    tempDirectory: folder.file('scratch-spill'),
  })
  const connection = await duck.connect()
  const interrupt = (): void => connection.interrupt()
  signal.addEventListener('abort', interrupt)
  try {
    await createStagedTable(connection, 'staged_findings')
    const context: PhaseContext = {
      spec,
      folder,
      connection,
      log,
      signal,
      progress: (done, total) => {
        if (signal.aborted) throw new Stopped()
        events.progress(step.phase, done, total)
      },
      checkpoint: (done, total) => events.checkpoint(step.phase, done, total),
    }
    const { rows, facts } = await step.run(context)
    if (step.phase !== 'PUBLISH')
      await folder.writeTable(
        connection,
        `findings.${step.phase}`,
        'SELECT * FROM staged_findings ORDER BY seq',
      )
    const milliseconds = Math.round(performance.now() - began)
    folder.mark({ phase: step.phase, milliseconds, rows, facts })
    log.write('info', 'PHASE_FINISHED', { phase: step.phase, milliseconds })
  } catch (error) {
    if (signal.aborted && !(error instanceof Problem)) throw new Stopped()
    throw error
  } finally {
    signal.removeEventListener('abort', interrupt)
    connection.closeSync()
    duck.close()
    for (const path of [scratch, `${scratch}.wal`, folder.file('scratch-spill')])
      rmSync(path, { recursive: true, force: true })
  }
}
