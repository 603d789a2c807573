import { parseArgs } from 'node:util'
import { Problem } from '../problem.js'

export interface OptionKind {
  type: 'string' | 'boolean'
  multiple?: boolean
  default?: string | boolean | string[]
}

/** What an option gives: its default's type where it has one, else that or undefined. */
type ValueOf<K extends OptionKind> = K extends { type: 'boolean'; default: boolean }
  ? boolean
  : K extends { type: 'boolean' }
    ? boolean | undefined
    : K extends { multiple: true }
      ? string[]
      : string | undefined

/** Parses a command's arguments. @throws Problem `USAGE` with the usage line. */
export const parseArguments = <O extends Readonly<Record<string, OptionKind>>>(
  usage: string,
  args: readonly string[],
  options: O,
  positionals: { min: number; max: number },
): { values: { [N in keyof O]: ValueOf<O[N]> }; positionals: string[] } => {
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
    const { length } = parsed.positionals
    if (length < positionals.min) throw new Error('Something is missing.')
    if (length > positionals.max)
      throw new Error(`Unexpected argument '${parsed.positionals[positionals.max]}'.`)
    return parsed as unknown as ReturnType<typeof parseArguments<O>>
  } catch (error) {
    const said = (error instanceof Error ? error.message : String(error)).split('. To specify')[0]
    throw new Problem('USAGE', `${said} Usage: crosswalk ${usage}`, {}, { cause: error })
  }
}
