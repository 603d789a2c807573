import type { RunState } from '@crosswalk/core'

import type { Feeds } from '../../feeds/feeds.js'
import type { LogArgs } from './log-args.js'
import { lineView, type LogPageType } from './log-line.js'

/** What a page of a log costs: as many lines as were asked for. */
export const logCost = ({
  args,
  childComplexity,
}: {
  args: Record<string, unknown>
  childComplexity: number
}): number => 1 + Math.max(1, Number(args['first'])) * childComplexity

/** @throws Problem `BAD_REQUEST`, `PAGE_TOO_LARGE` */
export const logPage = async (
  feeds: Feeds<{ readonly state: RunState }>,
  id: string,
  { after, first }: LogArgs,
): Promise<LogPageType> => {
  const { lines, lastSeq } = await feeds.page(id, after, first)
  return { lines: lines.map(lineView), lastSeq }
}
