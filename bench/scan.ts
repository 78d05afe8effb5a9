import { resourceUsage } from 'node:process'
import { comparedFields } from '../server/rooms/match/decide/likely/fields.ts'
import { scan } from '../server/rooms/match/decide/likely/scan.ts'
import { type Given, tableOf } from '../server/rooms/match/decide/likely/table.ts'
import { anyOf, dice, person } from './people.ts'
import type { Bench, Result } from './report.ts'

/** Leads clustered by the scan that users run, beside the time a plain sort of the same keys takes. */
export const bench: Bench = {
  summary: 'all leads clustered, one in eight of them somebody’s second record with errors',
  size: 1_000_000,
  run: (size, note) => Promise.resolve(measure(size, note)),
}

type Made = Record<string, string | null>

function measure(size: number, note: (text: string) => void): Result[] {
  const { leads, truth } = made(size)
  const given = comparedFields([]).map((field) => ({
    ...field,
    values: leads.map((lead) => lead[field.field] ?? null),
  }))
  leads.length = 0
  note('made')
  const limit = timed(() => sorted(given))
  const begun = performance.now()
  const cpu = process.cpuUsage()
  let last = begun
  const step = (name: string) => {
    const at = performance.now()
    note(`  ${((at - last) / 1000).toFixed(1)} s, then ${name}`)
    last = at
  }
  const table = tableOf(given, size)
  for (const column of given) (column as { values: unknown }).values = []
  const found = scan(table, undefined, step)
  const seconds = (performance.now() - begun) / 1000
  step('done')
  const { user, system } = process.cpuUsage(cpu)
  const core = (user + system) / 1e6
  const memory = resourceUsage().maxRSS / 1024 ** 2
  note(
    `${found.compared} pairs compared, ${found.edges.length} told, ${found.clusters.length} clusters, ${found.skipped} keys skipped`,
  )
  const { precision, recall, f1 } = quality(found.clusters, truth)
  return [
    { name: 'scan time', value: seconds, unit: 's', limit, ratio: seconds / limit, goal: '', ok: true },
    {
      name: 'scan on one core',
      value: core,
      unit: 's CPU',
      limit: null,
      ratio: null,
      goal: size >= 1_000_000 ? '≤ 120 s' : '',
      ok: size < 1_000_000 || core <= 120,
    },
    {
      name: 'scan pairs',
      value: found.compared / seconds,
      unit: 'pairs/s',
      limit: null,
      ratio: null,
      goal: '',
      ok: true,
    },
    {
      name: 'scan memory',
      value: memory,
      unit: 'GB',
      limit: null,
      ratio: null,
      goal: '≤ 2 GB',
      ok: memory <= 2,
    },
    { name: 'scan precision', value: precision, unit: '', limit: 1, ratio: precision, goal: '', ok: true },
    { name: 'scan recall', value: recall, unit: '', limit: 1, ratio: recall, goal: '', ok: true },
    { name: 'scan f1', value: f1, unit: '', limit: 1, ratio: f1, goal: '≥ 0.9', ok: f1 >= 0.9 },
  ]
}

function timed(run: () => unknown): number {
  const from = performance.now()
  run()
  return (performance.now() - from) / 1000
}

/** The least that any grouping by exact values must do. */
function sorted(given: readonly Given[]): number {
  return given.reduce(
    (sum, { values }) => sum + values.filter((value) => value !== null).toSorted().length,
    0,
  )
}

const REPEATS = 1 / 8

/** People, and behind them second records of some: which row is whom is the truth. */
function made(size: number): { leads: Made[]; truth: Int32Array } {
  const roll = dice(3)
  const leads: Made[] = []
  const truth = new Int32Array(size)
  const first = Math.round(size * (1 - REPEATS))
  for (let n = 0; n < size; n++) {
    const of = n < first ? n : Math.floor(roll() * first)
    truth[n] = of
    leads.push(n < first ? person(n, roll) : erring(leads[of]!, roll))
  }
  return { leads, truth }
}

/** The same person as somebody else wrote them down: one to three things lost or changed. */
function erring(lead: Made, roll: () => number): Made {
  const copy = { ...lead }
  const times = 1 + Math.floor(roll() * 3)
  for (let i = 0; i < times; i++) anyOf(errors, roll)(copy, roll)
  return copy
}

const errors: readonly ((lead: Made, roll: () => number) => void)[] = [
  (lead, roll) => (lead['phone'] = slip(lead['phone'], roll, '0123456789')),
  (lead) => (lead['phone'] = null),
  (lead) => (lead['email'] = null),
  (lead) => (lead['title'] = null),
  (lead) => (lead['region'] = null),
  (lead, roll) => (lead['email'] = slip(lead['email'], roll, 'abcdefgh123')),
  (lead, roll) => (lead['name'] = slip(lead['name'], roll, '伟娜敏静丽强磊军洋勇')),
  (lead) => (lead['company'] = lead['company']?.replace('有限公司', '') ?? null),
  (lead) => (lead['company'] = lead['company']?.slice(2) ?? null),
  (lead, roll) => (lead['company'] = slip(lead['company'], roll, '科技网络天元')),
]

/** One character is another. */
function slip(text: string | null | undefined, roll: () => number, among: string): string | null {
  if (!text) return null
  const at = 1 + Math.floor(roll() * (text.length - 1))
  return text.slice(0, at) + anyOf([...among], roll) + text.slice(at + 1)
}

function quality(clusters: readonly (readonly number[])[], truth: Int32Array) {
  const pairs = (count: number) => (count * (count - 1)) / 2
  const sizes = new Map<number, number>()
  for (const who of truth) sizes.set(who, (sizes.get(who) ?? 0) + 1)
  const real = [...sizes.values()].reduce((sum, size) => sum + pairs(size), 0)
  let [told, both] = [0, 0]
  for (const cluster of clusters) {
    told += pairs(cluster.length)
    const within = Map.groupBy(cluster, (row) => truth[row])
    for (const same of within.values()) both += pairs(same.length)
  }
  return { precision: both / told, recall: both / real, f1: (2 * both) / (told + real) }
}
