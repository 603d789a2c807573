import { readAcTool } from '../../inputs/ac-tool/read-ac-tool.js'
import { findAemPackages } from '../../inputs/aem/find.js'
import { readAemPackage } from '../../inputs/aem/package.js'
import { readRepoinit } from '../../inputs/repoinit/read-repoinit.js'
import type { ReadCounts, RowSink, Side } from '../../inputs/rows.js'
import { Problem } from '../../problem.js'
import { stageDirectoryCsv } from '../csv/stage-directory-csv.js'
import { stageExceptionsCsv } from '../csv/stage-exceptions-csv.js'
import { stagePermissionsCsv } from '../csv/stage-permissions-csv.js'
import type { PhaseContext } from '../phase.js'
import { StagingSink } from '../staging.js'
import type { RunInput } from './inputs.js'

/** Reads one input into staged rows; `counts` grows by what is met of the source. Throws the reader's Problems. */
export const stageInput = async (
  context: PhaseContext,
  input: RunInput,
  counts: ReadCounts,
): Promise<void> => {
  const { connection, folder } = context
  const file = { path: input.path, label: input.label, workFolder: folder.path }
  if (input.role === 'exceptions') return void (await stageExceptionsCsv(connection, file))
  if (input.role === 'permissions') return stagePermissionsCsv(connection, file)
  if (input.format === 'directory-csv')
    return void (await stageDirectoryCsv(connection, { ...file, side: input.role }))
  const reader = Object.hasOwn(READERS, input.format) ? READERS[input.format] : undefined
  if (reader === undefined)
    throw new Problem(
      'INPUT_FORMAT_UNKNOWN',
      `The format ${input.format} is not known; use ${[...Object.keys(READERS), 'directory-csv'].join(', ')}.`,
      { file: input.label },
    )
  await stageRows(context, input.role, counts, (sink) => reader(context, input, sink))
}

type Reader = (context: PhaseContext, input: RunInput, sink: RowSink) => Promise<readonly ReadCounts[]>

const optionsOf = (context: PhaseContext) => ({
  ...{ signal: context.signal, instance: context.spec.job.source.instance },
  progress: (done: number, total: number) => context.progress(done, total),
})

/** Readers that hand rows to a sink. */
const READERS: Readonly<Record<string, Reader>> = {
  'aem-package': async (context, { path, label }, sink) => {
    const packages = await findAemPackages(path)
    if (packages.length === 0)
      await sink.finding({ code: 'NO_CONTENT', file: label, line: null, path: null, args: { input: label } })
    const counts: ReadCounts[] = []
    for (const { path: place, relative } of packages)
      counts.push(
        await readAemPackage(
          { path: place, label: relative === '' ? label : `${label}/${relative}` },
          sink,
          optionsOf(context),
        ),
      )
    return counts
  },
  'ac-tool-yaml': async (context, input, sink) => [await readAcTool(input, sink, optionsOf(context))],
  repoinit: async (context, input, sink) => [await readRepoinit(input, sink, optionsOf(context))],
}

const stageRows = async (
  { connection }: PhaseContext,
  side: Side,
  counts: ReadCounts,
  read: (sink: RowSink) => Promise<readonly ReadCounts[]>,
): Promise<void> => {
  const sink = await StagingSink.open(connection, side, 'READ')
  try {
    const met = await read(sink)
    if (side !== 'source') return
    for (const one of met)
      for (const key of Object.keys(counts) as (keyof ReadCounts)[]) counts[key] += one[key]
  } finally {
    sink.close()
  }
}
