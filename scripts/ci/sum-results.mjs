// Adds up what the test runners reported, whatever went wrong on the way: a runner that left no report has failed.

/**
 * @typedef {{ passed: number, failed: number }} Totals
 */

/**
 * @param {any} report what Vitest's JSON reporter wrote, or null
 * @returns {Totals}
 */
export function readVitestReport(report) {
  if (!Number.isInteger(report?.numPassedTests) || !Number.isInteger(report.numFailedTests)) return { passed: 0, failed: 1 };
  const files = /** @type {{ status: string, assertionResults: { status: string }[] }[]} */ (report.testResults ?? []);
  const brokenFiles = files.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  );
  const failed = report.numFailedTests + brokenFiles.length;
  return { passed: report.numPassedTests, failed: failed === 0 && report.success === false ? 1 : failed };
}

/**
 * @param {any} report what Playwright's JSON reporter wrote, or null
 * @returns {Totals}
 */
export function readPlaywrightReport(report) {
  const stats = report?.stats;
  if (!Number.isInteger(stats?.expected) || !Number.isInteger(stats.unexpected)) return { passed: 0, failed: 1 };
  return { passed: stats.expected + (stats.flaky ?? 0), failed: stats.unexpected + (report.errors?.length ?? 0) };
}

/**
 * The sum over the runners; when the test command failed although every report is clean, that counts as one failure.
 * @param {readonly Totals[]} runners
 * @param {number} testExitCode
 * @returns {Totals}
 */
export function sumResults(runners, testExitCode) {
  const passed = runners.reduce((sum, runner) => sum + runner.passed, 0);
  const failed = runners.reduce((sum, runner) => sum + runner.failed, 0);
  return { passed, failed: failed === 0 && testExitCode !== 0 ? 1 : failed };
}
