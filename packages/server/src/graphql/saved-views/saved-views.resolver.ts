import type { Report } from '@crosswalk/core'
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql'

import { requireRole, type Caller } from '../../access/caller.js'
import type { SavedView } from '../../control/entities/saved-view.js'
import { mayAct } from '../../control/roles.js'
import { Problem } from '../../problem.js'
import { Access } from '../access.js'
import { audited } from '../audited.js'
import type { Context } from '../context.js'
import { ReportEnum } from '../enums.js'
import { problemResult, stateProblemResult } from '../problems/problem-types.js'
import { viewContent, viewName } from './content.js'
import { DeletedView, DeleteViewResult, SaveViewResult } from './results.js'
import { SavedViewType, SaveViewInput, ViewInput } from './saved-view.js'

@Resolver()
export class SavedViewsResolver {
  @Access('viewer')
  @Query(() => [SavedViewType], { description: "The caller's saved views and the shared ones, by name." })
  async savedViews(
    @Ctx() { control, caller }: Context,
    @Arg('report', () => ReportEnum, { nullable: true, description: 'Only views of this report.' })
    report?: Report | null,
  ): Promise<SavedViewType[]> {
    const by = requireRole(caller, 'viewer')
    return (await control.savedViews.seenBy(by.name, report)).map((view) => shown(view, by))
  }

  @Access('viewer')
  @Mutation(() => SaveViewResult, { description: 'Saves a view under a name.' })
  saveView(
    @Ctx() context: Context,
    @Arg('input', () => SaveViewInput, { description: 'What to save.' }) input: SaveViewInput,
  ): Promise<typeof SaveViewResult> {
    const { report, shared } = input
    const save = async (): Promise<SavedViewType> => {
      const by = requireRole(context.caller, 'viewer')
      const view = { report, shared, owner: by.name, name: viewName(input), content: viewContent(input) }
      return shown(await context.control.savedViews.save(view), by)
    }
    return audited(context, 'SAVE_VIEW', ({ id }) => id, save).catch(problemResult)
  }

  @Access('viewer')
  @Mutation(() => DeleteViewResult, {
    description: 'Deletes a saved view of the caller; an administrator, any.',
  })
  deleteView(
    @Ctx() context: Context,
    @Arg('input', () => ViewInput, { description: 'What to delete.' }) { viewId }: ViewInput,
  ): Promise<typeof DeleteViewResult> {
    const { savedViews } = context.control
    const remove = async (): Promise<DeletedView> => {
      const view = await savedViews.find(viewId)
      if (view === null || !isOwn(view, requireRole(context.caller, 'viewer')))
        throw new Problem('NOT_FOUND', `There is no view ${viewId} of yours.`)
      await savedViews.delete(viewId)
      return { viewId }
    }
    return audited(context, 'DELETE_VIEW', viewId, remove).catch(stateProblemResult)
  }
}

const isOwn = ({ owner }: SavedView, { name, role }: Caller): boolean =>
  owner === name || mayAct(role, 'admin')

const shown = ({ content, ...view }: SavedView, by: Caller): SavedViewType => ({
  ...view,
  ...{ clauses: content.clauses, sort: content.sort, columns: content.columns },
  own: isOwn({ content, ...view }, by),
})
