import { parseArgs } from 'node:util'
import { type Bench, machine, table } from './report.ts'

/** Every speed the project claims. A bench's file is read only when it is asked for. */
const benches: Readonly<Record<string, () => Promise<{ bench: Bench }>>> = {
  import: () => import('./import.ts'),
  capture: () => import('./capture.ts'),
  claim: () => import('./claim.ts'),
  list: () => import('./list.ts'),
  search: () => import('./search.ts'),
  match: () => import('./match.ts'),
  live: () => import('./live.ts'),
  scroll: () => import('./scroll.ts'),
  scan: () => import('./scan.ts'),
  clean: () => import('./clean.ts'),
  quality: () => import('./quality.ts'),
  score: () => import('./score.ts'),
  preview: () => import('./preview.ts'),
  reaction: () => import('./reaction.ts'),
  matching: () => import('./matching.ts'),
  assign: () => import('./assign.ts'),
}

// npm run bench -- NAME [--size N] [--json]
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { size: { type: 'string' }, json: { type: 'boolean', default: false } },
})

const [name = ''] = positionals
const load = benches[name]
if (!load) {
  console.error(`Which bench? ${Object.keys(benches).join(', ')}`)
  process.exit(2)
}

const { bench } = await load()
const size = flags.size ? Number(flags.size) : bench.size
const note = (text: string) => (flags.json ? undefined : console.log(text))
note(`${name}: ${bench.summary} (size ${size})`)
const results = await bench.run(size, note)
const on = machine('18 (embedded)')
note(
  `\n${table(results)}\n\n${on.cpu}, ${on.cores} cores, ${on.memoryGb} GB, Node ${on.node}, PostgreSQL ${on.postgres}`,
)
if (flags.json) console.log(JSON.stringify({ name, size, machine: on, results }))
process.exit(results.every(({ ok }) => ok) ? 0 : 1)
