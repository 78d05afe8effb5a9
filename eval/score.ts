import type { Result } from '../bench/report.ts'
import { type History, part } from '../server/rooms/score/decide/learned/history.ts'
import { chanceAt } from '../server/rooms/score/decide/learned/isotonic.ts'
import { findLeaks, type Leak } from '../server/rooms/score/decide/learned/leak.ts'
import { type Judged, judge, learn, learnable, scores } from '../server/rooms/score/decide/learned/learn.ts'
import { sigmoid } from '../server/rooms/score/decide/learned/logistic.ts'
import { boosting } from './baselines/boosting.ts'
import { matrixOf } from './baselines/matrix.ts'
import { regression } from './baselines/regression.ts'
import { readOutcomes } from './outcomes.ts'

interface Wanted {
  readonly file: string
  readonly label: string
  readonly time: string
  readonly note: (text: string) => void
}
interface Split {
  readonly name: 'random' | 'time'
  readonly train: Int32Array
  readonly test: Int32Array
  /** Calibration error it may have. */
  readonly ece: number
}

const SEED = 42
const HELD_OUT = 0.3

/**
 * How well a learned scorecard tells leads apart that it has not seen, beside plain logistic regression and gradient
 * boosting on the same columns and rows. Columns that the leak guard flags are dropped, and no others.
 */
export async function evalScore({ file, label, time, note }: Wanted): Promise<Result[]> {
  const { history, left } = await readOutcomes(file, label, time)
  const leaks = findLeaks(history)
  for (const { key, why } of left) note(`left out: ${key}: ${why}`)
  for (const leak of leaks) note(`leak: ${sentence(leak)}`)
  const flagged = new Set(leaks.map(({ key }) => key))
  const kept = { ...history, columns: history.columns.filter(({ key }) => !flagged.has(key)) }
  note(
    `${kept.labels.length} leads, ${kept.columns.length} columns: ${kept.columns.map(({ key }) => key).join(', ')}`,
  )
  return [atRandom(kept.labels), newest(kept.labels)].flatMap((split) => judged(kept, split, note))
}

function sentence({ key, why, measure, examples }: Leak): string {
  const share = `${(measure * 100).toFixed(1)} %`
  const told = examples.map(({ value, won }) => `"${value}" won ${(won * 100).toFixed(0)} %`).join(', ')
  if (why === 'late') return `${key}: ${share} of its values were set after the outcome was known`
  if (why === 'tells_all') return `${key} alone tells won from lost with an AUC of ${measure.toFixed(3)}`
  return `${key} nearly decides ${share} of the leads both ways, as only a note of the outcome does: ${told}`
}

/** Three in ten of the won and of the lost, by Mulberry32 from the seed. */
function atRandom(labels: Uint8Array): Split {
  const random = mulberry(SEED)
  const test = new Uint8Array(labels.length)
  for (const label of [0, 1]) {
    const rows = Array.from(labels.keys()).filter((i) => labels[i] === label)
    for (let i = rows.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1))
      ;[rows[i], rows[j]] = [rows[j]!, rows[i]!]
    }
    for (const i of rows.slice(0, Math.round(rows.length * HELD_OUT))) test[i] = 1
  }
  const rows = Int32Array.from(labels.keys())
  return {
    name: 'random',
    train: rows.filter((i) => test[i] === 0),
    test: rows.filter((i) => test[i] === 1),
    ece: 0.03,
  }
}

function newest(labels: Uint8Array): Split {
  const rows = Int32Array.from(labels.keys())
  const cut = Math.round(rows.length * (1 - HELD_OUT))
  return { name: 'time', train: rows.slice(0, cut), test: rows.slice(cut), ece: 0.05 }
}

function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

function judged(history: History, split: Split, note: (text: string) => void): Result[] {
  const { name, train, test } = split
  const [seen, unseen] = [part(history, train), part(history, test)]
  if (!learnable(seen))
    throw new Error(`too few outcomes to learn from: at least 40 won and 40 lost are needed`)
  const from = performance.now()
  const { card, calibrator, setting, judged: own } = learn(seen)
  const seconds = ((performance.now() - from) / 1000).toFixed(1)
  const chances = scores(card, unseen).map((points) => chanceAt(calibrator, points))
  const ours = judge(chances, unseen.labels)
  const matrix = matrixOf(history.columns, train)
  const beside = (fit: typeof regression) => {
    const logits = fit(matrix, history.labels, train)
    return judge(
      Float64Array.from(test, (i) => sigmoid(logits[i]!)),
      unseen.labels,
    )
  }
  const [plain, boosted] = [beside(regression), beside(boosting)]
  const lines = card.groups.flat().filter(({ points }) => points !== 0).length
  note(
    `${name}: ${lines} lines of points, ridge ${setting.ridge}, ${setting.pairs} pairs, learned in ${seconds} s; it expected an AUC of ${own.auc.toFixed(3)} ± ${own.margin.toFixed(3)}`,
  )
  return results(split, { ours, plain, boosted })
}

function results(
  { name, ece }: Split,
  { ours, plain, boosted }: Readonly<Record<'ours' | 'plain' | 'boosted', Judged>>,
): Result[] {
  const row = (
    what: string,
    value: number,
    { limit, goal, ok }: { limit: number; goal: string; ok: boolean },
  ): Result => ({
    name: `${what} ${name}`,
    value,
    unit: '',
    limit,
    ratio: value / limit,
    goal,
    ok,
  })
  return [
    row('auc', ours.auc, {
      limit: plain.auc,
      goal: '≥ logistic regression − .005',
      ok: ours.auc >= plain.auc - 0.005,
    }),
    row('auc vs boosting', ours.auc, { limit: boosted.auc, goal: 'goal: ≥ gradient boosting', ok: true }),
    row('top30', ours.top30, {
      limit: plain.top30,
      goal: '≥ logistic regression − 1 point',
      ok: ours.top30 >= plain.top30 - 0.01,
    }),
    row('ece', ours.ece, { limit: ece, goal: `≤ ${ece}`, ok: ours.ece <= ece }),
  ]
}
