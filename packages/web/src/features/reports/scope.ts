/** The runs a report is of: one, or the latest finished run of every job as of a moment. */
export type ReportScope = { runId: string } | { scope: { asOf: string } }

/** Whether the rows of a report may be of several jobs. */
export const isAcross = (scope: ReportScope): boolean => 'scope' in scope
