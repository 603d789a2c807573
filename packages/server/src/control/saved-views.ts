import type { Report } from '@crosswalk/core'

import { Problem } from '../problem.js'
import { iso, type Clock } from './clock.js'
import type { Database } from './database.js'
import { SavedView, type ViewContent } from './entities/saved-view.js'
import { newId } from './ids.js'

export interface NewView {
  readonly report: Report
  readonly name: string
  readonly owner: string
  readonly shared: boolean
  readonly content: ViewContent
}

/** How many views one owner keeps. */
export const MOST_VIEWS = 1000

/** The saved views of the control store. */
export class SavedViews {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps a view under its name; the owner's view of that report and name, if there is one, becomes this one.
   *
   * @throws Problem `BAD_REQUEST` where the owner has too many.
   */
  save({ report, name, owner, shared, content }: NewView): Promise<SavedView> {
    return this.database.write(async (manager) => {
      const known = await manager.findOneBy(SavedView, { owner, report, name })
      if (known === null && (await manager.countBy(SavedView, { owner })) >= MOST_VIEWS)
        throw new Problem('BAD_REQUEST', `At most ${MOST_VIEWS} views can be kept; delete one first.`)
      const now = iso(this.clock())
      const made = known ?? { id: newId('view'), report, name, owner, createdAt: now }
      return manager.save(manager.create(SavedView, { ...made, shared, content, updatedAt: now }))
    })
  }

  /** Those the owner sees: their own and the shared ones, by name. */
  seenBy(owner: string, report?: Report | null): Promise<SavedView[]> {
    const which = report == null ? {} : { report }
    return this.database.read((manager) =>
      manager.find(SavedView, {
        where: [
          { ...which, owner },
          { ...which, shared: true },
        ],
        order: { name: 'ASC', id: 'ASC' },
      }),
    )
  }

  find(id: string): Promise<SavedView | null> {
    return this.database.read((manager) => manager.findOneBy(SavedView, { id }))
  }

  /** @throws Problem `NOT_FOUND` */
  async delete(id: string): Promise<void> {
    const { affected } = await this.database.write((manager) => manager.delete(SavedView, { id }))
    if (affected !== 1) throw new Problem('NOT_FOUND', `There is no view ${id}.`)
  }
}
