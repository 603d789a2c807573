import { ArgsType, Field, Int } from 'type-graphql'

import { Problem } from '../../problem.js'
import type { PageQuery } from '../../warehouse/page.js'

export const DEFAULT_PAGE = 50
export const MAX_PAGE = 200

/** @throws Problem `PAGE_TOO_LARGE` or `BAD_REQUEST` */
export function requireSize(size: number): number {
  if (size > MAX_PAGE)
    throw new Problem('PAGE_TOO_LARGE', `A page has at most ${MAX_PAGE} rows; ask for fewer.`)
  if (size < 0) throw new Problem('BAD_REQUEST', 'The size of a page is 0 or more.')
  return size
}

@ArgsType()
export class ForwardPageArgs {
  @Field(() => Int, { defaultValue: DEFAULT_PAGE, description: 'Rows on the page, at most 200.' })
  first: number
  @Field(() => String, { nullable: true, description: 'The rows after this cursor.' })
  after?: string | null

  static limit({ first }: ForwardPageArgs): number {
    return requireSize(first)
  }
}

@ArgsType()
export class ReportPageArgs {
  @Field(() => Int, {
    nullable: true,
    description: 'The first so many rows, at most 200; 50 if neither is given.',
  })
  first?: number | null
  @Field(() => String, { nullable: true, description: 'The rows after this cursor.' })
  after?: string | null
  @Field(() => Int, { nullable: true, description: 'The last so many rows, at most 200.' })
  last?: number | null
  @Field(() => String, { nullable: true, description: 'The rows before this cursor.' })
  before?: string | null

  /** @throws Problem `PAGE_TOO_LARGE` or `BAD_REQUEST` */
  static query({ first, after, last, before }: ReportPageArgs): Omit<PageQuery, 'filter'> {
    const backward = last != null || (first == null && before != null)
    if (first != null && last != null) throw new Problem('BAD_REQUEST', 'Give first or last, not both.')
    if ((backward ? after : before) != null)
      throw new Problem('BAD_REQUEST', 'Give after with first, or before with last.')
    const size = requireSize((backward ? last : first) ?? DEFAULT_PAGE)
    return backward ? { last: size, before: before ?? undefined } : { first: size, after: after ?? undefined }
  }
}

interface SizeArgs {
  first?: number | null
  last?: number | null
  limit?: number | null
}

/** What a page costs: its fields for each row it may hold. */
export const pageCost = ({ args, childComplexity }: { args: SizeArgs; childComplexity: number }): number =>
  1 + childComplexity * Math.min(MAX_PAGE, Math.max(1, args.first ?? args.last ?? args.limit ?? DEFAULT_PAGE))
