import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findBrowser } from '../e2e/browser.ts'
import { check } from './check.ts'
import { type Outcome, root, runStep, type Step } from './steps.ts'

interface Count {
  passed: number
  failed: number
  skipped: number
}

/** The parts of Vitest's JSON report that are read here. */
interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

const long = process.argv.includes('--long')
const reports = join(root, 'test-results')

/**
 * Everything that has to hold: the checks, the tests, the journeys in a browser. The last line counts each
 * check and each test as one.
 */
const counts = [
  ...(await check()).map(countOf),
  countOf(await runStep({ name: 'web', run: ['node', 'tools/build-web.ts'] }, true)),
  await tests('tests', 'vitest.config.ts'),
  await tests('journeys', 'vitest.e2e.config.ts', await whyNoJourneys()),
]
const sum = (part: keyof Count) => counts.reduce((total, count) => total + count[part], 0)
process.exitCode = sum('failed') > 0 ? 1 : 0
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)

function countOf({ passed }: Outcome): Count {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 }
}

/**
 * Why there can be no journeys on this machine; undefined where there can. On Linux the browser comes from npm, so that
 * in CI, where nobody reads on when all is well, one that does not start is a failure.
 */
async function whyNoJourneys(): Promise<string | undefined> {
  const { browser, skip } = await findBrowser()
  await browser?.close()
  return process.env['CI'] && process.platform === 'linux' ? undefined : skip
}

const NONE = '(?!)' // a pattern that no test's name has: Vitest then skips each, and starts nothing for them

/** Runs one of Vitest's configurations and counts what its report holds; with a reason to `skip` it, as skipped. */
async function tests(name: string, config: string, skip?: string): Promise<Count> {
  const file = join(reports, `${name}.json`)
  mkdirSync(reports, { recursive: true })
  rmSync(file, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const step: Step = {
    name,
    run: ['vitest', 'run', '--config', config, ...reporters, ...(skip ? ['--testNamePattern', NONE] : [])],
    env: long ? { LONG: '1' } : {},
  }
  console.log(`\n${name}${skip ? `: skipped, ${skip}` : ''}`)
  return countReport(await runStep(step, true), file)
}

/** A run that ended badly fails at least once, also when it fell over outside of any test. */
function countReport(outcome: Outcome, file: string): Count {
  const report = read(file)
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  // A file that does not load, or whose hooks fail, has no failed test to count.
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((result) => result.status !== 'failed'),
  ).length
  const failed = report.numFailedTests + brokenFiles
  return {
    passed: report.numPassedTests,
    failed: outcome.passed ? failed : Math.max(failed, 1),
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

function read(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch {
    return undefined
  }
}
