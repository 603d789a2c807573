import type { ImportFault, Severity } from '@crosswalk/core'
import { createUnionType, Field, ID, Int, ObjectType } from 'type-graphql'

import { SeverityEnum } from '../enums.js'
import { InputProblem, NotFoundProblem, ProblemType } from '../problems/problem-types.js'

@ObjectType('ImportFault', {
  simpleResolvers: true,
  description: 'Something an import reports of a line, or of the whole file.',
})
export class ImportFaultType implements ImportFault {
  @Field(() => Int, { nullable: true, description: 'Line of the file, from 1; null where it is about all.' })
  line: number | null
  @Field(() => SeverityEnum, { description: 'How much it matters; one error and nothing is imported.' })
  severity: Severity
  @Field(() => String, { description: 'A stable code; every code is explained in docs/errors.md.' })
  code: ImportFault['code']
  @Field(() => String, { description: 'What is wrong and what was or will be done.' })
  message: string
}

@ObjectType({
  simpleResolvers: true,
  description: 'What an import does or would do to the exceptions of a job.',
})
export class ExceptionsImport {
  @Field(() => Boolean, {
    description: 'Whether it was done; false for a dry run, and where a line has an error.',
  })
  applied: boolean
  @Field(() => ID, {
    nullable: true,
    description: 'The finished run whose identities the lines were checked against; null: the job has none.',
  })
  checkedRunId: string | null
  @Field(() => Int, { description: 'Sources that had no exception.' })
  added: number
  @Field(() => Int, { description: 'Sources whose exception is another one now.' })
  changed: number
  @Field(() => Int, { description: 'Lines that say what the job has already.' })
  same: number
  @Field(() => Int, { description: 'Exceptions that are not in the file and go; in mode REPLACE only.' })
  removed: number
  @Field(() => Int, { description: 'Exceptions of the job afterwards.' })
  total: number
  @Field(() => Int, { description: 'Lines of an exported report without a destination; ignored.' })
  unfilled: number
  @Field(() => Int, { description: 'Lines of an exported report that say what the run says; ignored.' })
  unchanged: number
  @Field(() => Int, { description: 'Lines that say what an earlier line says; ignored.' })
  repeated: number
  @Field(() => Int, { description: 'Lines read without the apostrophes of a spreadsheet-safe export.' })
  unguarded: number
  @Field(() => Int, { description: 'Exceptions the job keeps whose source is gone, or that change nothing.' })
  stale: number
  @Field(() => Int, { description: 'How many faults there are; `faults` holds the first 1,000.' })
  faultCount: number
  @Field(() => [ImportFaultType], { description: 'The first faults, by line.' })
  faults: readonly ImportFaultType[]
  @Field(() => String, {
    nullable: true,
    description:
      'The lines at fault as spreadsheet-safe CSV: their columns, then line, severity, code, message.',
  })
  errorCsv: string | null
}

export const ImportExceptionsResult = createUnionType({
  name: 'ImportExceptionsResult',
  description: 'What the import did or would do, or why the file was refused.',
  types: () => [ExceptionsImport, NotFoundProblem, InputProblem] as const,
  resolveType: (value: object) =>
    value instanceof ProblemType ? value.constructor.name : 'ExceptionsImport',
})
