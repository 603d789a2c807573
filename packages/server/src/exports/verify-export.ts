import { parseExportManifest } from '@crosswalk/core'
import type { ExportManifest } from '@crosswalk/core'
import { readFile, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Problem } from '../problem.js'
import { digestFile } from './digest.js'
import { EXPORT_MANIFEST } from './export-folder.js'

/** A file that is not what the manifest says. */
export interface Difference {
  file: string
  message: string
}

export interface Verification {
  manifest: ExportManifest
  differences: Difference[]
}

const manifestPath = async (path: string): Promise<string> => {
  const found = await stat(path).catch(() => null)
  if (found === null) throw new Problem('INPUT_MISSING', 'There is no such file or folder.', { file: path })
  return found.isDirectory() ? join(path, EXPORT_MANIFEST) : path
}

const readText = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw new Problem(
      'INPUT_MISSING',
      'There is no manifest; an export that has not finished has none.',
      { file: path },
      { cause },
    )
  }
}

/** What is wrong with one file, or null. */
const differenceOf = async (
  folder: string,
  { file, bytes, sha256, crc32 }: ExportManifest['parts'][number],
): Promise<Difference | null> => {
  const found = await stat(join(folder, file)).catch(() => null)
  if (found === null) return { file, message: 'The file is missing.' }
  if (found.size !== bytes)
    return { file, message: `The file has ${found.size} bytes and the manifest says ${bytes}.` }
  const digest = await digestFile(join(folder, file))
  if (digest.sha256 !== sha256)
    return { file, message: `The file has SHA-256 ${digest.sha256} and the manifest says ${sha256}.` }
  return digest.crc32 === crc32 ? null : { file, message: 'The CRC-32 differs from the manifest.' }
}

/**
 * Compares an export with its manifest, which lies beside its parts: no server and no run is needed. A file that
 * looks like a part and is in no manifest is a difference too.
 *
 * @throws Problem `INPUT_MISSING`, `MANIFEST_BROKEN`
 */
export const verifyExport = async (path: string, told: (file: string) => void): Promise<Verification> => {
  const at = await manifestPath(path)
  const { manifest, faults } = parseExportManifest(await readText(at))
  if (!manifest)
    throw new Problem('MANIFEST_BROKEN', `The manifest cannot be used. ${faults.join(' ')}`, { file: at })
  const folder = dirname(at)
  const differences: Difference[] = []
  for (const part of manifest.parts) {
    told(part.file)
    const difference = await differenceOf(folder, part)
    if (difference !== null) differences.push(difference)
  }
  const known = new Set(manifest.parts.map(({ file }) => file))
  for (const name of await readdir(folder))
    if (name.startsWith('part-') && !known.has(basename(name)))
      differences.push({ file: name, message: 'The manifest knows no such part.' })
  return { manifest, differences }
}
