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

import type { Export } from '../../control/entities/export.js'
import type { FeedEvent } from '../../feeds/feed.js'
import { Access } from '../access.js'
import type { Context } from '../context.js'
import { LogArgs } from '../log/log-args.js'
import { lineView, LogLineType, LogPageType } from '../log/log-line.js'
import { logCost, logPage } from '../log/log-page.js'
import { exportView } from './export-view.js'
import { ExportType } from './export.js'

@ObjectType({ simpleResolvers: true, description: 'What happened to an export since the event before.' })
export class ExportEvent {
  @Field(() => ExportType, {
    nullable: true,
    description: 'Where the export stands now; null where that is as before.',
  })
  export: ExportType | null
  @Field(() => [LogLineType], { description: 'New lines of its log, each once and in order.' })
  lines: LogLineType[]
}

@Resolver(() => ExportType)
export class ExportEventsResolver {
  @FieldResolver(() => LogPageType, { description: 'The log, for who polls.', complexity: logCost })
  log(
    @Ctx() { exportFeeds }: Context,
    @Root() { id }: ExportType,
    @Args(() => LogArgs) page: LogArgs,
  ): Promise<LogPageType> {
    return logPage(exportFeeds, id, page)
  }

  @Access('exporter')
  @Subscription(() => ExportEvent, {
    description:
      'Follows an export: its log from the line after `after`, and where it stands. Ends once nothing more can ' +
      'come; whoever loses the connection returns with the last `seq` seen.',
    subscribe: ({ args, context }: { args: { id: string; after: number }; context: Context }) =>
      context.exportFeeds.follow(args.id, args.after, context.cut),
  })
  exportEvents(
    @Root() { work, lines }: FeedEvent<Export>,
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the export.' }) _id: string,
    @Arg('after', () => Int, { defaultValue: 0, description: 'Only lines after this one.' }) _after: number,
  ): ExportEvent {
    return { export: work === null ? null : exportView(context, work), lines: lines.map(lineView) }
  }
}
