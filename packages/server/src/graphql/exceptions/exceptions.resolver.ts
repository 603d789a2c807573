import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'

import { importExceptions } from '../../exceptions/import-exceptions.js'
import { Problem } from '../../problem.js'
import { Access } from '../access.js'
import { audited } from '../audited.js'
import type { Context } from '../context.js'
import { IllegalStateProblem, problemResult } from '../problems/problem-types.js'
import { ImportExceptionsInput } from './import-input.js'
import { ExceptionsImport, ImportExceptionsResult } from './import-result.js'

const MAX_BYTES = 4 << 20
const MAX_FAULTS = 1000
/** How findings of later runs name a file that came as text. */
const LABEL = 'imported exceptions'

@Resolver()
export class ExceptionsResolver {
  @Access('operator')
  @Mutation(() => ImportExceptionsResult, {
    description: 'Imports a file of exceptions into a job, or says what that would do.',
  })
  async importExceptions(
    @Ctx() context: Context,
    @Arg('input', () => ImportExceptionsInput, { description: 'What to import.' })
    input: ImportExceptionsInput,
  ): Promise<typeof ImportExceptionsResult> {
    const work = (): Promise<ExceptionsImport> => importText(context, input)
    const done = input.apply ? audited(context, 'IMPORT_EXCEPTIONS', input.jobId, work) : work()
    return done.catch((fault: unknown) => {
      const result = problemResult(fault)
      if (result instanceof IllegalStateProblem) throw fault
      return result
    })
  }
}

const importText = async (
  { control, warehouse, checkImport }: Context,
  { jobId, csv, mode, apply }: ImportExceptionsInput,
): Promise<ExceptionsImport> => {
  if (Buffer.byteLength(csv) > MAX_BYTES)
    throw new Problem(
      'TOO_LARGE',
      'The file has more than 4 MB. Import it with: crosswalk import exceptions <job> <file.csv>.',
      { path: 'input.csv' },
    )
  const folder = await mkdtemp(join(tmpdir(), 'crosswalk-upload-'))
  try {
    const path = join(folder, 'exceptions.csv')
    await writeFile(path, csv, { mode: 0o600 })
    const { counts, faults, ...report } = await importExceptions(control, warehouse.runs, {
      ...{ jobId, path, label: LABEL, mode: mode ?? 'merge', apply, check: checkImport },
    })
    return { ...report, ...counts, faultCount: faults.length, faults: faults.slice(0, MAX_FAULTS) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
