/** What tools and tests may use of the server; everything else is private to it. */
export { ExitCode, Problem, PROBLEMS, type ProblemCode } from './problem.js'
export { findAemPackages, readAemPackage, type FoundPackage } from './inputs/aem/package.js'
export type { EntryRow, ItemRow, MembershipRow, PrincipalRow, ReadCounts, RowSink } from './inputs/rows.js'
