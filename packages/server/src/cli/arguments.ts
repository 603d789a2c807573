import { parseArgs, type ParseArgsConfig } from 'node:util'
import { Problem } from '../problem.js'

type Options = NonNullable<ParseArgsConfig['options']>

/** Parses a command's arguments. @throws Problem `USAGE` with the usage line. */
export const parseArguments = <O extends Options>(
  usage: string,
  args: readonly string[],
  options: O,
  positionals: { min: number; max: number },
) => {
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
    const { length } = parsed.positionals
    if (length < positionals.min) throw new Error('Something is missing.')
    if (length > positionals.max) throw new Error(`Unexpected argument '${parsed.positionals[positionals.max]}'.`)
    return parsed
  } catch (error) {
    const said = (error instanceof Error ? error.message : String(error)).split('. To specify')[0]
    throw new Problem('USAGE', `${said} Usage: crosswalk ${usage}`, {}, { cause: error })
  }
}
