import {
  Arg,
  Args,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql'

import type { Run } from '../../control/entities/run.js'
import type { FeedEvent } from '../../feeds/feed.js'
import { Access } from '../access.js'
import type { Context } from '../context.js'
import { LogArgs } from '../log/log-args.js'
import { lineView, LogLineType, LogPageType } from '../log/log-line.js'
import { logCost, logPage } from '../log/log-page.js'
import { runView } from '../views.js'
import { RunType } from './run.js'

@ObjectType({ simpleResolvers: true, description: 'What happened to a run since the event before.' })
export class RunEvent {
  @Field(() => RunType, {
    nullable: true,
    description: 'Where the run stands now; null where that is as before.',
  })
  run: RunType | null
  @Field(() => [LogLineType], { description: 'New lines of its log, each once and in order.' })
  lines: LogLineType[]
}

@Resolver(() => RunType)
export class RunEventsResolver {
  @FieldResolver(() => LogPageType, { description: 'The log, for who polls.', complexity: logCost })
  log(
    @Ctx() { runFeeds }: Context,
    @Root() { id }: RunType,
    @Args(() => LogArgs) page: LogArgs,
  ): Promise<LogPageType> {
    return logPage(runFeeds, id, page)
  }

  @Access('viewer')
  @Subscription(() => RunEvent, {
    description:
      'Follows a run: its log from the line after `after`, and where it stands. Ends once nothing more can come; ' +
      'whoever loses the connection returns with the last `seq` seen.',
    subscribe: ({ args, context }: { args: { id: string; after: number }; context: Context }) =>
      context.runFeeds.follow(args.id, args.after, context.cut),
  })
  runEvents(
    @Root() { work, lines }: FeedEvent<Run>,
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the run.' }) _id: string,
    @Arg('after', () => Int, { defaultValue: 0, description: 'Only lines after this one.' }) _after: number,
  ): RunEvent {
    return { run: work === null ? null : runView(context, work), lines: lines.map(lineView) }
  }
}
