/** A column of the data grid. Cells come from the slot of the same key. */
export interface GridColumn<Row> {
  key: string
  label: string
  /** Pixels at least. */
  width: number
  /** Share of the room that is left; none: the column keeps its width. */
  grow?: number
  align?: 'end'
  /** On a narrow screen a row is a card: its lead, the corner beside it, a line below; the rest is in the drawer. */
  narrow?: 'lead' | 'corner' | 'line'
  /** Name of the order by this column, where the report offers one. */
  sort?: string
  /** Not shown unless picked. */
  hidden?: boolean
  /** The cell as text, for copying. */
  text: (row: Row) => string | number | null
}

/** A column as the reader has it: in this place, and at this width where one was chosen. */
export interface ColumnChoice {
  key: string
  width: number | null
}

export const MIN_WIDTH = 56
const MAX_WIDTH = 1_200
/** How far one press of "narrower" or "wider" goes. */
export const WIDTH_STEP = 40

type Columns = readonly Pick<GridColumn<never>, 'key' | 'width' | 'hidden'>[]

export const defaultChoice = (columns: Columns): ColumnChoice[] =>
  columns.filter(({ hidden }) => !hidden).map(({ key }) => ({ key, width: null }))

const spell = ({ key, width }: ColumnChoice): string => (width === null ? key : `${key}.${width}`)

/** The address's `cols`: keys in their order, a chosen width behind a dot. Undefined for the default. */
export const encodeChoice = (columns: Columns, choice: readonly ColumnChoice[]): string | undefined => {
  const text = choice.map(spell).join('~')
  return text === defaultChoice(columns).map(spell).join('~') ? undefined : text
}

/** Reads `cols`. Unknown and repeated keys are left out; what names no column at all is the default. */
export const decodeChoice = (columns: Columns, text: string | null): ColumnChoice[] => {
  const seen = new Set<string>()
  const choice = (text ?? '').split('~').flatMap((part) => {
    const [, key = '', width] = /^([\w-]+)(?:\.(\d{1,5}))?$/.exec(part) ?? []
    if (seen.has(key) || !columns.some((column) => column.key === key)) return []
    seen.add(key)
    return [{ key, width: width === undefined ? null : fitWidth(Number(width)) }]
  })
  return choice.length > 0 ? choice : defaultChoice(columns)
}

export const fitWidth = (width: number): number => Math.round(Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, width)))

export const withWidth = (
  choice: readonly ColumnChoice[],
  key: string,
  width: number | null,
): ColumnChoice[] =>
  choice.map((column) =>
    column.key === key ? { key, width: width === null ? null : fitWidth(width) } : column,
  )

/** Shows a column, in the place it has by default, or hides it; the last one stays. */
export const toggled = (columns: Columns, choice: readonly ColumnChoice[], key: string): ColumnChoice[] => {
  const without = choice.filter((column) => column.key !== key)
  if (without.length < choice.length) return without.length > 0 ? without : [...choice]
  const order = columns.map((column) => column.key)
  const before = choice.findLastIndex((column) => order.indexOf(column.key) < order.indexOf(key))
  return choice.toSpliced(before + 1, 0, { key, width: null })
}

/** Moves a column by so many places, within what there is. */
export const shifted = (choice: readonly ColumnChoice[], key: string, by: number): ColumnChoice[] => {
  const from = choice.findIndex((column) => column.key === key)
  const column = choice[from]
  if (!column) return [...choice]
  const to = Math.max(0, Math.min(choice.length - 1, from + by))
  return choice.toSpliced(from, 1).toSpliced(to, 0, column)
}

/** A column in its place, with the width it takes at least. */
export type PlacedColumn<Row> = GridColumn<Row> & { chosen: number | null }

export const placed = <Row>(
  columns: readonly GridColumn<Row>[],
  choice: readonly ColumnChoice[],
): PlacedColumn<Row>[] =>
  choice.flatMap(({ key, width }) => {
    const column = columns.find((known) => known.key === key)
    return column ? [{ ...column, chosen: width }] : []
  })

/** CSS grid tracks of the columns; a chosen width is exact, the others share what is left. */
export const tracksOf = (columns: readonly PlacedColumn<never>[]): string =>
  columns
    .map(({ chosen, width, grow }) =>
      chosen !== null ? `${chosen}px` : grow ? `minmax(${width}px, ${grow}fr)` : `${width}px`,
    )
    .join(' ')

export const leastWidth = (columns: readonly PlacedColumn<never>[]): number =>
  columns.reduce((sum, { chosen, width }) => sum + (chosen ?? width), 0)
