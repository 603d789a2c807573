import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql'

import { Access } from '../access.js'
import type { Context } from '../context.js'
import { once } from '../lazy.js'
import { connection } from '../paging/connection.js'
import { idCursor, readIdCursor } from '../paging/id-cursor.js'
import { ForwardPageArgs, pageCost } from '../paging/page-args.js'
import { jobView, jobViews } from '../views.js'
import { JobConnection, JobType } from './job.js'

@Resolver()
export class JobsResolver {
  @Access('viewer')
  @Query(() => JobConnection, { description: 'Jobs, newest first.', complexity: pageCost })
  async jobs(
    @Ctx() context: Context,
    @Args(() => ForwardPageArgs) page: ForwardPageArgs,
    @Arg('search', () => String, { nullable: true, description: 'Only jobs whose name contains this.' })
    search?: string | null,
  ): Promise<JobConnection> {
    const after = readIdCursor(page.after, 'job')
    const { rows, more } = await context.control.jobs.page(
      { limit: ForwardPageArgs.limit(page), after },
      search,
    )
    const edges = jobViews(context, rows).map((node) => ({ cursor: idCursor(node.id), node }))
    const pageInfo = { hasNextPage: more, hasPreviousPage: after !== null }
    return connection(
      edges,
      pageInfo,
      once(() => context.control.jobs.count(search)),
    )
  }

  @Access('viewer')
  @Query(() => JobType, { nullable: true, description: 'One job; null where there is none of that id.' })
  async job(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the job.' }) id: string,
  ): Promise<JobType | null> {
    const job = await context.control.jobs.find(id)
    return job === null ? null : jobView(context, job)
  }
}
