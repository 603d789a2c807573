/** What tools and tests may use of the server; everything else is private to it. */
export { ExitCode, Problem, PROBLEMS, type ProblemCode } from './problem.js'
