import { Emitter } from '../aem/emitter.js'
import { configFiles } from '../config/files.js'
import { ConfigBudget, type ConfigLimits } from '../config/limits.js'
import { configText } from '../config/text.js'
import type { ReadCounts, RowSink } from '../rows.js'
import { Repository } from './repository.js'
import { ScriptFault, scriptsOf, type Script } from './scripts.js'
import { runScript, type Reading } from './statements.js'
import { linesOf } from './tokens.js'

export interface RepoinitInput {
  path: string
  label: string
}

export interface RepoinitOptions {
  limits?: Partial<ConfigLimits>
  signal?: AbortSignal
  progress?: (done: number, total: number) => void
}

/** Files that hold repoinit by their names: OSGi configurations of the initialiser, and scripts. */
export const isRepoinitName = (relative: string): boolean =>
  /(RepositoryInitializer[^/]*\.(config|cfg\.json|xml)|\.repoinit|repoinit[^/]*\.txt)$/i.test(relative)

/**
 * Reads repoinit, one file or a folder of them in the order of their paths: users, groups, memberships, ACLs and
 * principal policies as they stand when all statements are carried out. What is not understood is a finding. Throws
 * `INPUT_*` and `CONFIG_UNSAFE`. Rules: Apache Sling Repository Initialization (repoinit-parser's grammar).
 */
export const readRepoinit = async (
  { path, label }: RepoinitInput,
  sink: RowSink,
  { limits, signal, progress }: RepoinitOptions = {},
): Promise<ReadCounts> => {
  const emitter = new Emitter(sink)
  const budget = new ConfigBudget(label, limits)
  const repository = new Repository(budget)
  const found = await configFiles(path, label, isRepoinitName)
  for (const [at, { path: place, relative }] of found.entries()) {
    signal?.throwIfAborted()
    const file = relative === '' ? label : `${label}/${relative}`
    const text = await configText(place, file, budget, emitter)
    for (const script of takeScripts(file, text, emitter))
      runScript(linesOf(script.text, script.line), readingOf(file, repository, emitter))
    progress?.(at + 1, found.length)
  }
  repository.emit(emitter)
  if (!emitter.emitted)
    emitter.finding({ code: 'NO_CONTENT', file: label, line: null, path: null, args: { input: label } })
  await emitter.settle()
  return emitter.counts
}

const takeScripts = (file: string, text: string, emitter: Emitter): Script[] => {
  try {
    return scriptsOf(file, text)
  } catch (error) {
    if (!(error instanceof ScriptFault)) throw error
    emitter.finding({
      ...{ code: 'UNREADABLE_FILE', file, line: null, path: null },
      args: { problem: error.message },
    })
    return []
  }
}

const readingOf = (file: string, repository: Repository, emitter: Emitter): Reading => ({
  repository,
  origin: ({ number }) => ({ file, line: number }),
  trouble: ({ number }, problem) =>
    emitter.finding({ code: 'CONFIG_SKIPPED', file, line: number, path: null, args: { problem } }),
})
