import { pathToFileURL } from 'node:url'
import { type Outcome, runStep, type Step } from './steps.ts'

/** Every check of the house, the quick ones first. */
const checks: readonly Step[] = [
  { name: 'format', run: ['oxfmt', '--check'] },
  { name: 'guards', run: ['node', 'tools/guards.ts'] },
  { name: 'types', run: ['tsc', '--noEmit'] },
  { name: 'lint', run: ['oxlint', '--type-aware', '--report-unused-disable-directives-severity=error'] },
  { name: 'unused', run: ['knip', '--no-progress'] },
]

/** Runs every check, one line each, and what a failed one said below it. */
export async function check(): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const step of checks) {
    const outcome = await runStep(step)
    outcomes.push(outcome)
    console.log(`${outcome.passed ? '✓' : '✗'} ${outcome.name} ${outcome.seconds.toFixed(1)} s`)
    if (!outcome.passed) console.log(outcome.output.trimEnd())
  }
  return outcomes
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const failed = (await check()).filter(({ passed }) => !passed).length
  process.exitCode = failed > 0 ? 1 : 0
}
