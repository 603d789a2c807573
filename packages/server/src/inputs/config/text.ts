import { readFile, stat } from 'node:fs/promises'
import { unreadable } from '../aem/input-problems.js'
import type { Emitter } from '../aem/emitter.js'
import { makeWellFormed } from '../text/well-formed.js'
import type { ConfigBudget } from './limits.js'

const decoder = new TextDecoder('utf-8')

/** The text of a configuration file: UTF-8, malformed places replaced and told of. @throws Problem as `ConfigBudget`. */
export const configText = async (
  path: string,
  file: string,
  budget: ConfigBudget,
  emitter: Emitter,
): Promise<string> => {
  try {
    budget.file((await stat(path)).size)
    const bytes = makeWellFormed(await readFile(path), 1, (line, count) =>
      emitter.finding({ code: 'TEXT_REPLACED', file, line, path: null, args: { count } }),
    )
    return decoder.decode(bytes)
  } catch (error) {
    throw unreadable(file, error)
  }
}
