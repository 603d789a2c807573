import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql'

import type { AuditFilter } from '../../control/audit.js'
import { Access } from '../access.js'
import type { Context } from '../context.js'
import { once } from '../lazy.js'
import { connection } from '../paging/connection.js'
import { idCursor, readIdCursor } from '../paging/id-cursor.js'
import { ForwardPageArgs, pageCost } from '../paging/page-args.js'
import { AuditEntryConnection } from './audit-entry.js'

@Resolver()
export class AuditResolver {
  @Access('admin')
  @Query(() => AuditEntryConnection, {
    description: 'Who did what, newest first.',
    complexity: pageCost,
  })
  async auditEntries(
    @Ctx() { control: { audit } }: Context,
    @Args(() => ForwardPageArgs) page: ForwardPageArgs,
    @Arg('actor', () => String, { nullable: true, description: 'Only deeds of this token or session.' })
    actor?: string | null,
    @Arg('action', () => String, { nullable: true, description: 'Only this kind of deed.' })
    action?: string | null,
    @Arg('subject', () => String, { nullable: true, description: 'Only what was done to this id.' })
    subject?: string | null,
  ): Promise<AuditEntryConnection> {
    const filter: AuditFilter = { actor, action, subject }
    const after = readIdCursor(page.after, 'aud')
    const { rows, more } = await audit.page({ limit: ForwardPageArgs.limit(page), after }, filter)
    return connection(
      rows.map((node) => ({ cursor: idCursor(node.id), node })),
      { hasNextPage: more, hasPreviousPage: after !== null },
      once(() => audit.count(filter)),
    )
  }
}
