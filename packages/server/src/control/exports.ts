import { canMove, UNDER_WAY, type RunState } from '@crosswalk/core'
import { isDeepStrictEqual } from 'node:util'
import type { EntityManager } from 'typeorm'

import { Problem } from '../problem.js'
import { iso, type Clock } from './clock.js'
import type { Database } from './database.js'
import { Export, type ExportSettings } from './entities/export.js'
import { newId } from './ids.js'
import { sliceById, type IdPage, type Slice } from './keyset.js'
import { consequences } from './run-moves.js'

export interface NewExport {
  readonly settings: ExportSettings
  readonly createdBy: string
  /** A second start with the same key answers the first export. */
  readonly idempotencyKey?: string | null
}

/** What may change together with an export's state. */
export type ExportPatch = Partial<
  Pick<
    Export,
    | 'rowsTotal'
    | 'rowsDone'
    | 'bytesDone'
    | 'problemCode'
    | 'problemMessage'
    | 'workerPid'
    | 'workerStartedAt'
  >
>

export interface ExportProgress {
  readonly rowsDone: number | null
  readonly rowsTotal: number | null
  readonly bytesDone: number | null
  readonly rate: number | null
}

const inManager = async (manager: EntityManager, id: string): Promise<Export> => {
  const found = await manager.findOneBy(Export, { id })
  if (found === null) throw new Problem('NOT_FOUND', `There is no export ${id}.`)
  return found
}

/** The exports of the control store, and the only place in which one changes state. */
export class Exports {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** A new export in state `QUEUED`. @throws Problem `IDEMPOTENCY_KEY_REUSED` */
  create({ settings, createdBy, idempotencyKey = null }: NewExport): Promise<Export> {
    return this.database.write(async (manager) => {
      const known = idempotencyKey === null ? null : await manager.findOneBy(Export, { idempotencyKey })
      if (known !== null) return sameStart(known, settings)
      const id = newId('exp')
      const createdAt = iso(this.clock())
      await manager.insert(Export, { id, state: 'QUEUED', settings, createdBy, createdAt, idempotencyKey })
      return inManager(manager, id)
    })
  }

  /** Moves an export to another state and applies the patch, or neither. @throws Problem `NOT_FOUND`, `ILLEGAL_STATE` */
  transition(id: string, to: RunState, patch: ExportPatch = {}): Promise<Export> {
    return this.database.write(async (manager) => {
      const found = await inManager(manager, id)
      if (!canMove(found.state, to))
        throw new Problem(
          'ILLEGAL_STATE',
          `The export is ${found.state.toLowerCase()} and cannot become ${to.toLowerCase()}.`,
        )
      const changes = { ...consequences(found, to, iso(this.clock())), ...patch, state: to }
      return manager.save(manager.create(Export, { ...found, ...changes }))
    })
  }

  /** How far an export is. Says nothing of one that has come to rest. */
  async progress(id: string, { rate, ...done }: ExportProgress, saved: boolean): Promise<void> {
    const savedAt = saved ? { savedAt: iso(this.clock()) } : {}
    await this.database.write((manager) =>
      manager
        .createQueryBuilder()
        .update(Export)
        .set({ ...done, progressRate: rate, ...savedAt })
        .where(`id = :id AND state IN ('RUNNING', 'STOPPING')`, { id })
        .execute(),
    )
  }

  find(id: string): Promise<Export | null> {
    return this.database.read((manager) => manager.findOneBy(Export, { id }))
  }

  /** @throws Problem `NOT_FOUND` */
  get(id: string): Promise<Export> {
    return this.database.read((manager) => inManager(manager, id))
  }

  /** Oldest first. */
  inStates(states: readonly RunState[]): Promise<Export[]> {
    return this.database.read((manager) =>
      manager
        .createQueryBuilder(Export, 'export')
        .where('export.state IN (:...states)', { states: [...states] })
        .orderBy('export.id')
        .getMany(),
    )
  }

  /** Newest first. */
  page(page: IdPage): Promise<Slice<Export>> {
    return this.database.read((manager) =>
      sliceById(manager.createQueryBuilder(Export, 'export').where('1 = 1'), page),
    )
  }

  count(): Promise<number> {
    return this.database.read((manager) => manager.count(Export))
  }

  /** Those at rest since before that time. */
  restingSince(before: string): Promise<Export[]> {
    return this.database.read((manager) =>
      manager
        .createQueryBuilder(Export, 'export')
        .where('export.finishedAt < :before AND export.state NOT IN (:...states)', {
          before,
          states: [...UNDER_WAY],
        })
        .getMany(),
    )
  }

  /** Takes an export out of the books. @throws Problem `NOT_FOUND`, or `ILLEGAL_STATE` while it is under way. */
  async remove(id: string): Promise<void> {
    await this.database.write(async (manager) => {
      const { state } = await inManager(manager, id)
      if (UNDER_WAY.some((one) => one === state))
        throw new Problem('ILLEGAL_STATE', `The export is ${state.toLowerCase()}. Stop it first.`)
      await manager.delete(Export, { id })
    })
  }
}

function sameStart(known: Export, settings: ExportSettings): Export {
  if (isDeepStrictEqual(known.settings, JSON.parse(JSON.stringify(settings)))) return known
  throw new Problem(
    'IDEMPOTENCY_KEY_REUSED',
    `The idempotency key was used to start export ${known.id} of something else. Use a new key.`,
  )
}
