import { Emitter } from '../aem/emitter.js'
import type { ReadCounts, RowSink } from '../rows.js'
import { configFiles } from '../config/files.js'
import { configText } from '../config/text.js'
import { emitAuthorizable, EntryWriter } from './emit.js'
import { ConfigBudget, type ConfigLimits } from '../config/limits.js'
import { Macros, Scope, type Trouble } from './macros.js'
import type { Configuration } from './model.js'
import { appliesTo } from './run-modes.js'
import { readSections } from './sections.js'
import { parseTree, YamlFault, type Tree } from './tree.js'
import { dissolveVirtual } from './virtual-groups.js'

export interface AcToolInput {
  path: string
  /** How the job names the input; rows and findings tell `label` or `label/below/file.yaml`. */
  label: string
}

export interface AcToolOptions {
  /** Leaves out folders that are for the other instance only; null reads them all. */
  instance?: string | null
  limits?: Partial<ConfigLimits>
  signal?: AbortSignal
  progress?: (done: number, total: number) => void
}

interface ParsedFile {
  file: string
  sections: readonly Tree[]
}

/**
 * Reads the AC Tool's YAML, one file or a folder of them as one configuration: groups, users, memberships and
 * entries, with its loops, conditions, variables and virtual groups. What cannot be worked out without the repository
 * is a finding. Throws `INPUT_*` and `CONFIG_UNSAFE`. Rules: Netcentric AC Tool, docs/Configuration.md and
 * docs/AdvancedFeatures.md.
 */
export const readAcTool = async (
  { path, label }: AcToolInput,
  sink: RowSink,
  { instance = null, limits, signal, progress }: AcToolOptions = {},
): Promise<ReadCounts> => {
  const emitter = new Emitter(sink)
  const budget = new ConfigBudget(label, limits)
  const found = await configFiles(path, label, (name) => /\.ya?ml$/i.test(name) && appliesTo(name, instance))
  const files: ParsedFile[] = []
  for (const [at, { path: place, relative }] of found.entries()) {
    signal?.throwIfAborted()
    const file = relative === '' ? label : `${label}/${relative}`
    const sections = sectionsOf(await configText(place, file, budget, emitter), file, budget, emitter)
    if (sections !== null) files.push({ file, sections })
    progress?.(at + 1, found.length)
  }
  const globals = new Scope()
  globals.set('RUNMODES', instance === null ? [] : [instance])
  const configuration: Configuration = { authorizables: [], entries: [] }
  for (const one of files) defineGlobals(one, globals, budget)
  for (const { file, sections } of files) {
    const trouble = tellOf(file, emitter)
    const unfolded = new Macros(budget, trouble).unfold(sections, new Scope(globals))
    readSections(unfolded, file, configuration, trouble)
  }
  emit(configuration, emitter, budget)
  if (!emitter.emitted)
    emitter.finding({ code: 'NO_CONTENT', file: label, line: null, path: null, args: { input: label } })
  await emitter.settle()
  return emitter.counts
}

const tellOf =
  (file: string, emitter: Emitter): Trouble =>
  (line, problem) =>
    emitter.finding({ code: 'CONFIG_SKIPPED', file, line, path: null, args: { problem } })

/** Null where the file is no configuration; that is told. */
const sectionsOf = (
  text: string,
  file: string,
  budget: ConfigBudget,
  emitter: Emitter,
): readonly Tree[] | null => {
  try {
    const tree = parseTree(text, budget)
    if (tree.kind === 'list') return tree.items
    if (tree.kind === 'map') tellOf(file, emitter)(tree.line, 'the file is no list of sections')
    else if (tree.value !== null) tellOf(file, emitter)(tree.line, 'the file is plain text')
    return null
  } catch (error) {
    if (!(error instanceof YamlFault)) throw error
    emitter.finding({
      ...{ code: 'UNREADABLE_FILE', file, line: error.line, path: null },
      args: { problem: `it is no YAML: ${error.message}` },
    })
    return null
  }
}

/** Variables of `global_config` hold in every file; a file's own come first there. */
const defineGlobals = ({ sections }: ParsedFile, globals: Scope, budget: ConfigBudget): void => {
  for (const section of sections)
    for (const { key, value } of section.kind === 'map' ? section.entries : [])
      if (key === 'global_config' && value.kind === 'map')
        for (const { key: name, value: vars } of value.entries)
          if (name === 'vars' && vars.kind === 'list')
            new Macros(budget, () => undefined).unfold(vars.items, globals)
}

const emit = (configuration: Configuration, emitter: Emitter, budget: ConfigBudget): void => {
  const { groups, entries } = dissolveVirtual(configuration, budget)
  for (const one of configuration.authorizables)
    emitAuthorizable(one, groups(one), emitter, tellOf(one.origin.file, emitter))
  const writers = new Map<string, EntryWriter>()
  for (const entry of entries) {
    const { file } = entry.origin
    const writer = writers.get(file) ?? new EntryWriter(emitter, tellOf(file, emitter))
    writers.set(file, writer)
    writer.write(entry)
  }
}
