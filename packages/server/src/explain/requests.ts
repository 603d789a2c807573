import type { Brought, Cut, NearestPath, TriggerKey, TriggerPage } from '@crosswalk/core'

/** Which of a list: `size` of them from place `from` on. */
interface Slice {
  readonly size: number
  readonly from: number
}

export interface WhoseItems {
  readonly principal: number
  /** Through groups as well. */
  readonly effective: boolean
}

/** What can be asked of a run's graph; principals and items by row id, policies by their place in `POLICIES`. */
export type ExplainRequest =
  | { readonly what: 'triggers'; principal: number; size: number; after: TriggerKey | null }
  | { readonly what: 'cut'; principal: number }
  | { readonly what: 'nearest'; principal: number }
  | ({ readonly what: 'grant'; item: number; policy: number; principal: number } & Slice)
  | ({ readonly what: 'membership'; member: number; group: number } & Slice)
  | ({ readonly what: 'whose' } & WhoseItems)
  | ({ readonly what: 'affectedAt' } & WhoseItems & Slice)
  | ({
      readonly what: 'affected'
      size: number
      /** The item beyond which to look; null for the end the direction starts at. */
      from: number | null
      forward: boolean
    } & WhoseItems)

/** A slice of what is brought, with how many that are in all and how many of them nothing else selects. */
export interface BroughtSlice extends Brought {
  readonly total: number
  readonly totalAlone: number
}

export interface AffectedAnswer {
  /** Nearest first; in path order from a place on. */
  readonly items: readonly number[]
  /** Whose grants count: the principal, and its groups where asked for. */
  readonly principals: Int32Array
}

/** Null: there is nothing of that kind to tell, see core. */
export interface ExplainAnswers {
  readonly triggers: TriggerPage
  readonly cut: Cut | null
  readonly nearest: NearestPath | null
  readonly grant: BroughtSlice | null
  readonly membership: BroughtSlice | null
  /** Whose grants count: the principal, and its groups where asked for. */
  readonly whose: Int32Array
  readonly affected: AffectedAnswer
  readonly affectedAt: AffectedAnswer
}

export type AnswerTo<R extends ExplainRequest> = ExplainAnswers[R['what']]

/** Whoever answers from a run's `graph.bin`. */
export interface Explainer {
  /**
   * @param folder of a finished run, which the caller keeps in place meanwhile.
   * @throws Problem `NOT_FOUND` for a number beyond the run's, `ILLEGAL_STATE` where the run has no such graph,
   *   `QUERY_TOO_EXPENSIVE` after too long.
   */
  ask<R extends ExplainRequest>(folder: string, request: R): Promise<AnswerTo<R>>
  close(): Promise<void>
}
