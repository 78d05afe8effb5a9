import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Result, table } from '../bench/report.ts'
import { evalMatch } from './match.ts'

// npm run eval -- match [--data-dir DIR] [--seed N] [--json], or: npm run eval -- match --data FILE --truth COLUMN
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'data-dir': { type: 'string', default: path.join(import.meta.dirname, '..', '..', 'shared', 'data') },
    data: { type: 'string' },
    truth: { type: 'string' },
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
}

const [name = ''] = positionals
const run = evals[name]
if (!run || Boolean(flags.data) !== Boolean(flags.truth)) {
  console.error(`Which eval? ${Object.keys(evals).join(', ')}; --data FILE goes with --truth COLUMN`)
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
