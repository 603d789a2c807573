import { readdirSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findAemPackages } from '../aem/find.js'
import { looksLikeAemPackage } from '../aem/package.js'
import { configFiles } from '../config/files.js'
import { isRepoinitName } from '../repoinit/read-repoinit.js'
import type { JobFile } from './job.js'

type Inputs = JobFile['source']['inputs']

const SECTIONS = /^\s*-\s+["']?(group_config|user_config|ace_config|global_config)["']?\s*:/m
const STATEMENTS = /^\s*(create\s+(service\s+)?user|create\s+group|set\s+(repository\s+|principal\s+)?ACL)\s/m
const LOOKED_AT = 1 << 20
const FILES_LOOKED_AT = 200

/** Whether a YAML text is a configuration of the AC Tool. */
export const looksLikeAcTool = (text: string): boolean => SECTIONS.test(text)

/**
 * What a bare path is read as: packages where it is one or holds some, else the AC Tool's YAML and repoinit it holds.
 * A folder below a package's `jcr_root` may be both. Empty for a file that is none of these.
 */
export const bareInputs = async (path: string): Promise<Inputs> => {
  if (statSync(path).isFile()) return fileInputs(path)
  const packages: Inputs = [{ format: 'aem-package', path }]
  const isPackage = readdirSync(path).includes('jcr_root')
  const found = isPackage ? [] : await findAemPackages(path)
  if (isPackage || found.some(({ relative }) => relative !== '')) return packages
  const configured = await configInputs(path)
  return configured.length > 0 && !holdsNodes(path) ? configured : [...packages, ...configured]
}

const fileInputs = async (path: string): Promise<Inputs> => {
  if (/\.zip$/i.test(path) || (await looksLikeAemPackage(path))) return [{ format: 'aem-package', path }]
  if (statSync(path).size > LOOKED_AT) return []
  if (isRepoinitName(path) || STATEMENTS.test(await readFile(path, 'utf8')))
    return [{ format: 'repoinit', path }]
  return []
}

const configInputs = async (path: string): Promise<Inputs> => {
  const yaml = await configFiles(path, path, (name) => /\.ya?ml$/i.test(name))
  const repoinit = await configFiles(path, path, isRepoinitName)
  let isAcTool = false
  for (const { path: file } of yaml.slice(0, FILES_LOOKED_AT))
    isAcTool ||= statSync(file).size <= LOOKED_AT && looksLikeAcTool(await readFile(file, 'utf8'))
  return [
    ...(isAcTool ? [{ format: 'ac-tool-yaml' as const, path }] : []),
    ...(repoinit.length > 0 ? [{ format: 'repoinit' as const, path }] : []),
  ]
}

/** Whether a folder holds nodes of a package: a document view anywhere below. */
const holdsNodes = (path: string): boolean =>
  readdirSync(path, { withFileTypes: true }).some(
    (entry) => entry.name === '.content.xml' || (entry.isDirectory() && holdsNodes(join(path, entry.name))),
  )
