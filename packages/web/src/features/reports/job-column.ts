import type { GridColumn } from '../../ui/grid/columns.js'

/** The first column of a report over several jobs. */
export const JOB_COLUMN: GridColumn<{ jobName: string }> = {
  key: 'job',
  label: 'Job',
  width: 150,
  text: ({ jobName }) => jobName,
}
