import { readFileSync } from 'node:fs'
import { delimiter } from 'node:path'

import { parse } from 'yaml'

import { Problem } from './problem.js'

export interface WrittenConfig {
  /** What the file says, as the variables would say it. */
  readonly variables: Readonly<Record<string, string>>
  readonly faults: readonly string[]
}

const cannot = (file: string, cause: unknown): Problem =>
  new Problem(
    'CONFIG_INVALID',
    'The configuration file cannot be read as YAML. Correct it, or name another with CROSSWALK_CONFIG.',
    { file },
    { cause },
  )

const load = (file: string): unknown => {
  try {
    return parse(readFileSync(file, 'utf8'), { maxAliasCount: 0 }) ?? {}
  } catch (cause) {
    throw cannot(file, cause)
  }
}

const asText = (value: unknown): string | null => {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  const isList = Array.isArray(value) && value.every((one) => typeof one === 'string')
  return isList ? value.join(delimiter) : null
}

/**
 * Reads a configuration file: a mapping of keys (`keys` has them all) to text, numbers or, for folders, lists.
 *
 * @throws Problem `CONFIG_INVALID` where the file cannot be read; faults in it are told.
 */
export function readConfigFile(file: string, keys: ReadonlyMap<string, string>): WrittenConfig {
  const loaded = load(file)
  if (typeof loaded !== 'object' || loaded === null || Array.isArray(loaded)) throw cannot(file, undefined)
  const variables: Record<string, string> = {}
  const faults: string[] = []
  for (const [key, value] of Object.entries(loaded)) {
    const variable = keys.get(key)
    const text = asText(value)
    if (variable === undefined)
      faults.push(`${file} says ${key}, which is not known: the keys are ${[...keys.keys()].join(', ')}.`)
    else if (text === null) faults.push(`${file} gives ${key} no text, number or list of texts.`)
    else variables[variable] = text
  }
  return { variables, faults }
}
