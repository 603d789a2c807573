/** Passed, failed and skipped tests of one or more suites. */
export const noCounts = { passed: 0, failed: 0, skipped: 0 }

export const addCounts = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
})

/**
 * Sums vitest's JSON report. A file that fails as a whole (an import that throws, a failing hook) counts as one
 * failure, and so does a run that ended badly without naming a test, or that left no report (`json` null).
 */
export const countsOf = (json, exitCode) => {
  const results = json?.testResults ?? []
  const broken = results.filter(
    (file) =>
      file.status === 'failed' && !file.assertionResults.some((assertion) => assertion.status === 'failed'),
  ).length
  const failed = (json?.numFailedTests ?? 0) + broken
  return {
    passed: json?.numPassedTests ?? 0,
    failed: exitCode !== 0 && failed === 0 ? 1 : failed,
    skipped: (json?.numPendingTests ?? 0) + (json?.numTodoTests ?? 0),
  }
}

/** `N passed, N failed`, and `, N skipped` where some were. */
export const summaryLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
