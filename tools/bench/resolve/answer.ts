import { MAPPING_REASONS, RESOLUTIONS } from '@crosswalk/core'
import type { MappingReason, Resolution } from '@crosswalk/core'

/** 2^32: sums are taken modulo this. */
const MODULUS = 4_294_967_296
const FACTOR = 2_654_435_761
const reasons = Object.keys(MAPPING_REASONS)

/** A row of `resolved`, less the destination's texts, which follow from `destRow`. */
export interface AnswerRow {
  row: number
  destRow: number | null
  resolution: Resolution
  reason: MappingReason | null
  flags: number
}

/** One number for all rows in any order; swapping two rows' answers changes it. */
export class AnswerHash {
  #sum = 0

  add({ row, destRow, resolution, reason, flags }: AnswerRow): void {
    const said =
      (RESOLUTIONS.indexOf(resolution) + 1) * 4096 + (reasons.indexOf(reason ?? '') + 1) * 256 + flags
    const value = (((destRow ?? -1) + 2) * 65_536 + said) % MODULUS
    const place = Math.imul(row + 1, FACTOR)
    this.#sum = (this.#sum + (Math.imul(place, value) >>> 0)) % MODULUS
  }

  toString(): string {
    return this.#sum.toString(16)
  }
}

const list = (names: readonly string[]) => `[${names.map((name) => `'${name}'`).join(', ')}]`
const place = `(row_id + 1)::UBIGINT * ${FACTOR} % ${MODULUS}`
const value = `((coalesce(dest_row, -1) + 2) * 65536 + list_position(${list(RESOLUTIONS)}, resolution) * 4096
  + coalesce(list_position(${list(reasons)}, reason), 0) * 256 + flags)::UBIGINT % ${MODULUS}`

/** The same of a table `resolved`, as a column `answer`. */
export const answerSql = `SELECT lower(to_hex((sum((${place}) * (${value}) % ${MODULUS}) % ${MODULUS})::UBIGINT)) AS answer
  FROM resolved`
