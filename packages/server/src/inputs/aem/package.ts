import { stat } from 'node:fs/promises'
import { Problem } from '../../problem.js'
import type { ReadCounts, RowSink } from '../rows.js'
import { ArchiveBudget, type ArchiveLimits } from './archive-limits.js'
import { FileSource } from './byte-source.js'
import { folderRoot, hasZipSignature, zipKind } from './detect.js'
import { Emitter } from './emitter.js'
import { FolderTree } from './folder-tree.js'
import { unreadable } from './input-problems.js'
import { openNested } from './nested-archive.js'
import type { PackageTree } from './package-tree.js'
import { Progress } from './progress.js'
import { PackageWalk } from './walk.js'
import { ZipTree } from './zip-tree.js'

export { type ArchiveLimits } from './archive-limits.js'
export { looksLikeAemPackage } from './detect.js'
export { findAemPackages, type FoundPackage } from './find.js'

/** A content package. `label` is how the job names it; rows and findings tell it as `label!jcr_root/…`. */
export interface AemPackageInput {
  path: string
  label: string
}

export interface AemPackageOptions {
  limits?: Partial<ArchiveLimits>
  signal?: AbortSignal
  /** Files read, and files known so far. */
  progress?: (done: number, total: number) => void
}

/**
 * Reads one content package, zip or exploded, with the packages inside it after it, into rows and findings.
 * A package without anything to read is the finding `NO_CONTENT`. Throws a `Problem` for what cannot be trusted:
 * `INPUT_*`, `ARCHIVE_*`, `XML_*`; rows given until then must be dropped. Rules: Jackrabbit FileVault and Oak.
 */
export const readAemPackage = async (
  input: AemPackageInput,
  sink: RowSink,
  options: AemPackageOptions = {},
): Promise<ReadCounts> => {
  const emitter = new Emitter(sink)
  const budget = new ArchiveBudget(options.limits)
  const root = await openRoot(input, budget)
  const progress = new Progress(options.progress)
  if (root !== null)
    try {
      await readTree(
        { emitter, budget, options, progress },
        root.tree,
        input.label,
        root.folder,
        root.path,
        0,
      )
    } finally {
      await root.tree.close()
    }
  if (!emitter.emitted)
    emitter.finding({
      code: 'NO_CONTENT',
      file: input.label,
      line: null,
      path: null,
      args: { input: input.label },
    })
  await emitter.settle()
  return emitter.counts
}

interface Reading {
  emitter: Emitter
  budget: ArchiveBudget
  options: AemPackageOptions
  progress: Progress
}

const openRoot = async (
  { path, label }: AemPackageInput,
  budget: ArchiveBudget,
): Promise<{ tree: PackageTree; folder: string; path: string } | null> => {
  try {
    const found = await stat(path)
    if (found.isDirectory()) {
      const root = await folderRoot(path)
      return root && { tree: new FolderTree(root.base, label, budget), folder: root.folder, path: root.path }
    }
    if (found.size === 0)
      throw new Problem('INPUT_EMPTY', 'The file is empty. Export the package again.', { file: label })
    if (!(await hasZipSignature(path)))
      throw new Problem('INPUT_FORMAT_UNKNOWN', 'The file is no zip archive, so it is no content package.', {
        file: label,
      })
    const source = await FileSource.open(path, label)
    try {
      return { tree: await ZipTree.open(source, label, budget), folder: 'jcr_root', path: '/' }
    } catch (error) {
      await source.close()
      throw error
    }
  } catch (error) {
    throw unreadable(label, error)
  }
}

/** Reads one tree, then the packages met in it: as FileVault installs them, so that theirs is the last word. */
const readTree = async (
  reading: Reading,
  tree: PackageTree,
  label: string,
  folder: string,
  path: string,
  depth: number,
): Promise<void> => {
  const { emitter, budget, options, progress } = reading
  for (const name of tree.duplicates)
    emitter.finding({
      ...{ code: 'NODE_REDEFINED', file: `${label}!${name}`, line: null, path: null },
      args: { first: `${label}!${name}` },
    })
  const walk = new PackageWalk(tree, emitter, {
    ...{ label, xmlBytes: budget.limits.xmlBytes, signal: options.signal, progress },
  })
  await walk.read(folder, path)
  for (const { path: archive, kind } of walk.archives) {
    const file = `${label}!${archive}`
    if (kind === 'folder') {
      budget.enter(file, depth + 1)
      await readTree(reading, tree, label, `${archive}/jcr_root`, '/', depth + 1)
    } else await readNested(reading, tree, archive, file, depth + 1)
  }
}

/** Reads a zip inside a package if it is one; any other zip is a file like any file. */
const readNested = async (
  reading: Reading,
  tree: PackageTree,
  archive: string,
  label: string,
  depth: number,
): Promise<void> => {
  const source = await openNested(tree, archive, label)
  try {
    const kind = await zipKind(source, label)
    if (kind === 'broken')
      reading.emitter.finding({
        ...{ code: 'UNREADABLE_FILE', file: label, line: null, path: null },
        args: { problem: 'it is named like an archive and cannot be opened as one' },
      })
    if (kind !== 'package') return
    reading.budget.enter(label, depth)
    await readTree(reading, await ZipTree.open(source, label, reading.budget), label, 'jcr_root', '/', depth)
  } finally {
    await source.close()
  }
}
