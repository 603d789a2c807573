import { logMessage, type LogLevel, type LogLine } from '@crosswalk/core'
import { GraphQLDateTime } from 'graphql-scalars'
import { Field, Int, ObjectType } from 'type-graphql'

import { LogLevelEnum } from '../enums.js'

@ObjectType('LogLine', { simpleResolvers: true, description: 'One line of a log.' })
export class LogLineType {
  @Field(() => Int, { description: 'Number of the line, from 1; ask for what comes after it.' })
  seq: number
  @Field(() => GraphQLDateTime, { description: 'When it was written.' })
  at: string
  @Field(() => LogLevelEnum, { description: 'How much it matters.' })
  level: LogLevel
  @Field(() => String, { description: 'What happened, as a stable code.' })
  code: string
  @Field(() => String, { description: 'What happened, in words.' })
  message: string
  @Field(() => String, { nullable: true, description: 'Authorizable id of the principal concerned, if one.' })
  principal: string | null
}

@ObjectType('LogPage', { simpleResolvers: true, description: 'Some lines of a log, in order.' })
export class LogPageType {
  @Field(() => [LogLineType], { description: 'The lines.' })
  lines: LogLineType[]
  @Field(() => Int, { description: "Number of the log's last line." })
  lastSeq: number
}

const views = new WeakMap<LogLine, LogLineType>()

/** A line as the API shows it; made once, however many follow. */
export const lineView = (line: LogLine): LogLineType => {
  const known = views.get(line)
  if (known !== undefined) return known
  const { seq, at, level, code, args } = line
  const { principal } = args
  const view = {
    ...{ seq, at, level, code, message: logMessage(line) },
    principal: typeof principal === 'string' ? principal : null,
  }
  views.set(line, view)
  return view
}
