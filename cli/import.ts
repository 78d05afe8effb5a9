import { openAsBlob, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Command, Option } from 'commander'
import type { BodyOf, ReplyOf } from '../contract/endpoint.ts'
import type { checkImport, readImport } from '../contract/import.ts'
import { open, type Sluice } from './reach.ts'

type Job = ReplyOf<typeof readImport>
type Mapping = NonNullable<BodyOf<typeof checkImport>['mapping']>

interface Wishes {
  readonly kind?: 'leads' | 'customers'
  readonly source?: string
  readonly preset?: string
  readonly map?: string
  readonly fields?: true
  readonly org?: string
  readonly json?: true
}

/**
 * `sluice import FILE`: through the server that runs on this data directory, else it starts the directory itself. With
 * --json it ends with one line {"rows", "created", "merged", "duplicate", "quarantined", "rejected", "seconds"}.
 */
export function command(): Command {
  return new Command()
    .argument('<file>', 'a CSV or spreadsheet; encoding, delimiter and header are found by themselves')
    .option(
      '--source <key>',
      'the source of its leads, by key or name; one that is not there is made',
      'import',
    )
    .addOption(
      new Option('--preset <gate>', 'what a lead of this source must have').choices([
        'b2b',
        'k12',
        'onlineSchool',
      ]),
    )
    .addOption(
      new Option('--kind <kind>', 'what its rows are').choices(['leads', 'customers']).default('leads'),
    )
    .option('--map <json>', '{"Column": "field", "Other": null, "New one": "new"}, or a file that holds it')
    .option('--fields', 'make a custom field of every column there is no field for')
    .option('--org <slug>', 'the organisation; the only one, else "default"')
    .option('--json', 'end with one line of JSON')
    .action(importFile)
}

async function importFile(file: string, wishes: Wishes): Promise<void> {
  const started = performance.now()
  const sluice = await open(wishes.org)
  try {
    const job = await run(sluice, await check(sluice, await upload(sluice, file, wishes), wishes))
    const seconds = Math.round((performance.now() - started) / 100) / 10
    say(job, seconds, wishes.json === true)
  } finally {
    await sluice.close()
  }
}

async function upload(
  sluice: Sluice,
  file: string,
  { source, preset, kind = 'leads' }: Wishes,
): Promise<Job> {
  const form = new FormData()
  form.set('file', await openAsBlob(file), basename(file))
  const query = new URLSearchParams({ kind, ...(source && { source }), ...(preset && { preset }) })
  const job = await sluice.call<Job>('POST', `/imports?${query}`, form)
  const { kind: format, encoding, headerRow } = job.understood
  note(
    `${job.fileName}: ${[format, encoding].filter(Boolean).join(', ')}, header in row ${String(headerRow)}`,
  )
  if (job.sameFileAt) note(`The same file was imported at ${job.sameFileAt}.`)
  if (preset) note(`The source "${job.sourceName}" asks for what the preset ${preset} says.`)
  return job
}

async function check(sluice: Sluice, job: Job, { map, fields }: Wishes): Promise<Job> {
  const mapping = mapped(job.mapping, map ? readMap(map) : {}).map((column) =>
    fields && column.field === null && column.suggest ? { ...column, create: true } : column,
  )
  for (const { column, field, create } of mapping)
    if (field) note(`  ${column} → ${field}${create ? ' (new)' : ''}`)
  const out = mapping.filter(({ field, create }) => !field && !create).map(({ column }) => column)
  if (out.length > 0) note(`  left out: ${out.join(', ')}${fields ? '' : ' (--fields keeps them)'}`)
  await sluice.call('POST', `/imports/${job.importId}/check`, { mapping })
  return watch(sluice, job.importId, { verb: 'Checked', until: 'ready' })
}

interface Choice {
  readonly field: string | null
  readonly part?: Mapping[number]['part']
}

function readMap(text: string): Record<string, string | null | Choice> {
  const json = text.trimStart().startsWith('{') ? text : readFileSync(text, 'utf8')
  return JSON.parse(json) as Record<string, string | null | Choice>
}

function mapped(proposed: Job['mapping'], map: ReturnType<typeof readMap>): Mapping {
  const unknown = Object.keys(map).filter((name) => !proposed.some(({ column }) => column === name))
  if (unknown.length > 0)
    throw new Error(`The file has no column ${unknown.map((name) => `"${name}"`).join(', ')}.`)
  const chosen = new Set(Object.values(map).map(placeOf))
  return proposed.map((column) => {
    const wish = map[column.column]
    if (wish === 'new') return { ...column, field: null, create: true }
    if (wish !== undefined)
      return { ...column, part: undefined, ...(typeof wish === 'object' && wish ? wish : { field: wish }) }
    // What somebody said goes before what was guessed.
    return chosen.has(placeOf(column)) ? { ...column, field: null } : column
  })
}

function placeOf(choice: string | null | Choice): string {
  if (choice === null || typeof choice === 'string') return `${choice ?? ''}/`
  return choice.field === null ? '/' : `${choice.field}/${choice.part ?? ''}`
}

async function run(sluice: Sluice, job: Job): Promise<Job> {
  const forecast = Object.entries(job.forecast).map(([fate, rows]) => `${rows.toLocaleString('en')} ${fate}`)
  note(`Forecast: ${forecast.join(', ')}`)
  await sluice.call('POST', `/imports/${job.importId}/run`)
  return watch(sluice, job.importId, { verb: 'Imported', until: 'done' })
}

const LOOK = 200 // ms between two looks at how far it is

/** Shows how far an import is until it stands where it should; throws what it failed with. */
async function watch(
  sluice: Sluice,
  importId: string,
  { verb, until }: { verb: string; until: Job['state'] },
): Promise<Job> {
  for (;;) {
    const job = await sluice.call<Job>('GET', `/imports/${importId}`)
    const [done, total] = [job.rowsDone, job.rowsTotal].map((rows) => rows.toLocaleString('en'))
    if (process.stderr.isTTY) process.stderr.write(`\r${verb} ${done} of ${total} rows `)
    if (job.state === until || job.problem) {
      if (process.stderr.isTTY) process.stderr.write('\n')
      if (job.problem) throw new Error(job.problem.message)
      return job
    }
    await sleep(LOOK)
  }
}

function say({ kind, counts, rowsTotal }: Job, seconds: number, json: boolean): void {
  const of = (outcome: string) => counts[outcome] ?? 0
  const [created, merged, duplicate] = [of('created'), of('merged'), of('duplicate')]
  const [quarantined, rejected] = [of('quarantined'), of('rejected')]
  const told: Readonly<Record<string, number>> =
    kind === 'customers'
      ? { rows: rowsTotal, created, updated: of('updated'), unchanged: of('unchanged'), rejected, seconds }
      : { rows: rowsTotal, created, merged, duplicate, quarantined, rejected, seconds }
  if (of('undecided') > 0)
    note(`${of('undecided')} rows could not be decided yet; they are tried again by themselves.`)
  if (of('differed') > 0)
    note(`${of('differed')} rows came out otherwise than forecast; the report names them.`)
  if (json) console.log(JSON.stringify(told))
  else
    console.log(
      Object.entries(told)
        .map(([name, value]) => `${value.toLocaleString('en')} ${name}`)
        .join(', '),
    )
}

/** For the person at the terminal; standard output belongs to the result. */
function note(text: string): void {
  process.stderr.write(`${text}\n`)
}
