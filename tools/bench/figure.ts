/** One measured figure. `ok` is null where there is no budget, or where this run cannot judge it. */
export interface Figure {
  id: string
  value: number
  unit: string
  /** `<= 1.5` or `>= 100000`: the bound the value must keep; null where none is set. */
  budget: { at: 'most' | 'least'; bound: number } | null
  /** False where this run cannot judge the budget, because it holds for the large sizes. Default true. */
  judged?: boolean
  detail: string
}

export const isOk = ({ value, budget, judged = true }: Figure): boolean | null =>
  budget === null || !judged ? null : budget.at === 'most' ? value <= budget.bound : value >= budget.bound

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low, high] = [sorted[middle - 1], sorted[middle]]
  if (high === undefined) throw new RangeError('no measurements')
  return sorted.length % 2 === 1 || low === undefined ? high : (low + high) / 2
}

/** Repetitions whose figures do not count: caches are cold and code is not compiled yet. */
const WARM_UP = 2

/**
 * Runs the contenders in turn, so that a busy moment of the machine hits them all, and returns the median of each
 * over `repetitions` after the warm-up. A contender returns what it measured.
 */
export const interleaved = async <K extends string>(
  contenders: Readonly<Record<K, () => Promise<number>>>,
  repetitions: number,
  progress: (text: string) => void,
): Promise<Record<K, number>> => {
  const names = Object.keys(contenders) as K[]
  const measured = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>
  for (let round = 0; round < repetitions + WARM_UP; round += 1)
    for (const name of names) {
      progress(`${name}, ${round + 1} of ${repetitions + WARM_UP}`)
      const value = await contenders[name]()
      if (round >= WARM_UP) measured[name].push(value)
    }
  return Object.fromEntries(names.map((name) => [name, median(measured[name])])) as Record<K, number>
}

const shown = new Intl.NumberFormat('en', { maximumFractionDigits: 3 })

/** A line for people, or with `json` one object for machines. */
export const figureLine = (figure: Figure, json: boolean): string => {
  const { id, value, unit, budget, detail } = figure
  const ok = isOk(figure)
  const bound = budget === null ? null : `${budget.at === 'most' ? '<=' : '>='} ${budget.bound}`
  if (json) return JSON.stringify({ id, value, budget: bound, ok, detail })
  const verdict = ok === null ? '·' : ok ? '✓' : '✗'
  return `${verdict} ${id.padEnd(28)} ${`${shown.format(value)} ${unit}`.padStart(20)}  ${bound === null ? '' : `budget ${bound}  `}${detail}`
}
