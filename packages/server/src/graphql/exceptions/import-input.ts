import { IMPORT_MODES, type ImportMode } from '@crosswalk/core'
import { Field, ID, InputType, registerEnumType } from 'type-graphql'

const MODE_TEXTS: Readonly<Record<ImportMode, string>> = {
  merge: 'A line takes the place of the exception its source has; the others stay.',
  replace: 'The file becomes the whole set.',
}

const ImportModeEnum = Object.fromEntries(IMPORT_MODES.map((mode) => [mode.toUpperCase(), mode]))
registerEnumType(ImportModeEnum, {
  name: 'ImportMode',
  description: 'What an import does with the exceptions a job has.',
  valuesConfig: Object.fromEntries(
    IMPORT_MODES.map((mode) => [mode.toUpperCase(), { description: MODE_TEXTS[mode] }]),
  ),
})

@InputType({ description: 'A file of exceptions, and what to do with it.' })
export class ImportExceptionsInput {
  @Field(() => ID, { description: 'The job.' })
  jobId: string
  @Field(() => String, {
    description: 'The CSV text, at most 4 MB in UTF-8; larger files take the command line.',
  })
  csv: string
  @Field(() => ImportModeEnum, { nullable: true, description: 'MERGE if not given.' })
  mode?: ImportMode | null
  @Field(() => Boolean, { defaultValue: false, description: 'Whether to do it; a dry run if not.' })
  apply: boolean
}
