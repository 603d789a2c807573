import type { Principal } from '../principals/principal.js'
import { UNIQUE_FIELDS, type UniqueField } from './outcome.js'

/** The unique fields of a principal, by the names the repository gives them. */
export const uniqueValue = (principal: Principal, field: UniqueField): string | null => {
  switch (field) {
    case 'rep:principalName':
      return principal.principalName
    case 'rep:authorizableId':
      return principal.id
    case 'jcr:uuid':
      return principal.uuid
    case 'rep:externalId':
      return principal.externalId
  }
}

/** Both hold `value`; `targets` are indices of the other principals on the target that do, in their order. */
export interface UniqueConflict {
  readonly field: UniqueField
  readonly value: string
  readonly targets: readonly number[]
}

export interface TargetMatch {
  /** The target holds this very principal. */
  readonly alreadyOnTarget: boolean
  /** Fields that another principal on the target holds too, in the order of `UNIQUE_FIELDS`. */
  readonly conflicts: readonly UniqueConflict[]
}

/** Same authorizable id, and same uuid where both give one. */
export const isSamePrincipal = (source: Principal, target: Principal): boolean =>
  source.id !== null &&
  source.id === target.id &&
  (source.uuid === null || target.uuid === null || source.uuid === target.uuid)

/**
 * The rule that the bulk query must equal. Values are compared exactly; an absent value conflicts with nothing.
 * Seed 001: "If a principal exists with any of the same uniqueness-constrained data (rep:principalName,
 * rep:authorizableId, jcr:uuid or rep:externalId) on both the source AEM instance and the target AEM Cloud
 * Service instance, the principal in question is not migrated".
 */
export const conflictsOf = (source: Principal, targets: readonly Principal[]): TargetMatch => {
  const others = [...targets.entries()].filter(([, target]) => !isSamePrincipal(source, target))
  const conflicts = UNIQUE_FIELDS.flatMap((field): UniqueConflict[] => {
    const value = uniqueValue(source, field)
    if (value === null) return []
    const holders = others.filter(([, target]) => uniqueValue(target, field) === value).map(([row]) => row)
    return holders.length === 0 ? [] : [{ field, value, targets: holders }]
  })
  return { alreadyOnTarget: others.length < targets.length, conflicts }
}

/** One bit a field, in the order of `UNIQUE_FIELDS`. */
export const conflictMask = (conflicts: readonly UniqueConflict[]): number =>
  conflicts.reduce((mask, { field }) => mask | (1 << UNIQUE_FIELDS.indexOf(field)), 0)

export const conflictFields = (mask: number): UniqueField[] =>
  UNIQUE_FIELDS.filter((_, bit) => (mask & (1 << bit)) !== 0)
