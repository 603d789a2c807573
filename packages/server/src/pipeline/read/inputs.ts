import type { JobDefinition } from '../../inputs/job/job.js'
import type { Side } from '../../inputs/rows.js'
import { Problem } from '../../problem.js'
import type { RunSpec } from '../spec.js'
import type { WorkFolder } from '../work-folder.js'
import { hashInput } from './hash-inputs.js'

/** One input of a job, in the job's order. `label` is how rows and findings name it. */
export interface RunInput {
  role: Side | 'permissions' | 'exceptions'
  format: string
  path: string
  label: string
}

export interface HashedInput extends RunInput {
  sha256: string
}

export const inputsOf = (job: JobDefinition): RunInput[] => [
  ...sideInputs('source', job.source.inputs),
  ...sideInputs('destination', job.destination?.inputs ?? []),
  ...sideInputs('target', job.target?.inputs ?? []),
  ...sideInputs('permissions', job.permissions?.inputs ?? []),
  ...job.exceptions.map(({ path }) => ({
    role: 'exceptions' as const,
    format: 'exceptions-csv',
    path,
    label: labelOf(path),
  })),
]

const sideInputs = (
  role: RunInput['role'],
  inputs: readonly { format: string; path: string }[],
): RunInput[] => inputs.map(({ format, path }) => ({ role, format, path, label: labelOf(path) }))

/** The last two segments: enough to find a file again, and no path of the machine in a report. */
const labelOf = (path: string): string => path.split('/').filter(Boolean).slice(-2).join('/')

export const hashInputs = async (inputs: readonly RunInput[]): Promise<HashedInput[]> => {
  const hashed: HashedInput[] = []
  for (const input of inputs) hashed.push({ ...input, sha256: await hashInput(input.path) })
  return hashed
}

/** Refuses to resume over inputs that are no longer those that READ read. Throws `INPUT_CHANGED`. */
export const verifyInputs = async (spec: RunSpec, folder: WorkFolder): Promise<void> => {
  const before = folder.markOf('READ')?.facts['inputs'] as HashedInput[] | undefined
  if (before === undefined) return
  for (const [index, input] of (await hashInputs(inputsOf(spec.job))).entries())
    if (before[index]?.sha256 !== input.sha256)
      throw new Problem(
        'INPUT_CHANGED',
        'The input changed since the run read it; put the old file back and resume, or start over.',
        { file: input.label },
      )
}
