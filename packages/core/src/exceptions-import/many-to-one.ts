import type { Examined } from './examine.js'
import { importFault } from './fault.js'
import type { ImportFault } from './fault.js'
import { nameOf } from './judge.js'
import type { ImportJudgement } from './judge.js'

/**
 * A warning for each line of the file that lands where others land: other exceptions of the set, and sources that
 * are no part of it, of which `others` gives how many the latest run has on a destination row.
 */
export const manyToOneFaults = (
  set: ImportJudgement['set'],
  others: ReadonlyMap<number, number>,
): ImportFault[] => {
  const landed = new Map<string, number>()
  for (const { destinationToken } of set)
    landed.set(destinationToken, (landed.get(destinationToken) ?? 0) + 1)
  const countOf = ({ destinationToken, to }: Examined) =>
    (landed.get(destinationToken) ?? 0) + (to === null ? 0 : (others.get(to.row) ?? 0))
  return set
    .filter((one) => one.of === 'file' && countOf(one) > 1)
    .map((one) =>
      importFault(one.entry.line, 'EXCEPTION_MANY_TO_ONE', {
        count: countOf(one),
        destination: nameOf(one.to ?? one.entry.destination),
      }),
    )
}
