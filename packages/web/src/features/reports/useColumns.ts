import { computed, type ComputedRef } from 'vue'
import {
  decodeChoice,
  encodeChoice,
  placed,
  withWidth,
  type ColumnChoice,
  type GridColumn,
} from '../../ui/grid/columns.js'
import type { ReportState } from './useReportState.js'

/** A report's columns as the address has them. */
export const useColumns = <Row>(state: ReportState, columns: () => readonly GridColumn<Row>[]) => {
  const choice: ComputedRef<ColumnChoice[]> = computed(() =>
    decodeChoice(columns(), state.address.value.cols),
  )
  const choose = (next: readonly ColumnChoice[]): void =>
    state.setColumns(encodeChoice(columns(), next) ?? null)
  return {
    choice,
    choose,
    shown: computed(() => placed(columns(), choice.value)),
    setWidth: (key: string, width: number): void => choose(withWidth(choice.value, key, width)),
  }
}
