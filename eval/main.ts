import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Result, table } from '../bench/report.ts'
import { evalMatch } from './match.ts'
import { evalScore } from './score.ts'

// npm run eval -- match [--data-dir DIR] [--seed N] [--json], or: npm run eval -- match --data FILE --truth COLUMN
// npm run eval -- score [--data FILE --label COLUMN --time COLUMN]; without: x-education's leads of the data folder
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'data-dir': { type: 'string', default: path.join(import.meta.dirname, '..', '..', 'shared', 'data') },
    data: { type: 'string' },
    truth: { type: 'string' },
    label: { type: 'string' },
    time: { type: 'string' },
    seed: { type: 'string', default: '0' },
    json: { type: 'boolean', default: false },
  },
})

/** Every quality the project claims. */
const evals: Readonly<Record<string, (note: (text: string) => void) => Promise<Result[]>>> = {
  match: (note) =>
    evalMatch({
      dir: flags['data-dir'],
      file: flags.data,
      truth: flags.truth,
      seed: Number(flags.seed) || 0,
      note,
    }),
  score: (note) =>
    evalScore({
      file: flags.data ?? path.join(flags['data-dir'], 'x-education', 'Leads.csv'),
      label: flags.label ?? 'Converted',
      time: flags.time ?? 'Lead Number',
      note,
    }),
}
/** Flags that go together, by eval. */
const together: Readonly<Record<string, readonly (keyof typeof flags)[]>> = {
  match: ['data', 'truth'],
  score: ['data', 'label', 'time'],
}

const [name = ''] = positionals
const run = evals[name]
const given = new Set(together[name]?.map((flag) => flags[flag] !== undefined))
if (!run || given.size !== 1) {
  const usage = Object.values(together).map(
    ([first, ...others]) =>
      `--${first} FILE goes with ${others.map((one) => `--${one} COLUMN`).join(' and ')}`,
  )
  console.error(`Which eval? ${Object.keys(evals).join(', ')}; ${usage.join('; ')}`)
  process.exit(2)
}
const note = (text: string) => (flags.json ? undefined : console.log(text))
const results = await run(note).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(2)
})
note(`\neval ${name}\n${table(results)}`)
for (const result of results) console.log(JSON.stringify({ eval: name, ...result }))
process.exit(results.every(({ ok }) => ok) ? 0 : 1)
