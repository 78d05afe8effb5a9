/**
 * A scorecard learned from an organisation's own outcomes: trained on what is older and judged on what is newer, for it
 * will be asked about leads that are newer still.
 */
import { type Additive, fitAdditive, fitEach, type Setting } from './additive.ts'
import { cardOf, type LearnedCard, pointsOf } from './card.ts'
import { everyRow, type History, part } from './history.ts'
import { type Calibrator, chanceAt, fitIsotonic } from './isotonic.ts'
import {
  auc,
  aucMargin,
  type Bucket,
  calibration,
  calibrationError,
  caught,
  liftOf,
  type Point,
  rocOf,
} from './judge.ts'

/** Won and lost leads it takes of each, as Dynamics 365 asks for. */
export const FEWEST = 40
const NEWEST = 0.3
const FOLDS = 5
/** Leads enough to choose a setting by. */
const SAMPLE = 20_000
/** What is tried. */
const RIDGES = [5, 10, 20]
const PAIRS = [0, 8]

export interface Judged {
  readonly auc: number
  /** Half of its 95 % interval. */
  readonly margin: number
  /** Of the won leads, the share among the best tenth and the best three tenths. */
  readonly top10: number
  readonly top30: number
  readonly ece: number
  readonly buckets: readonly Bucket[]
  readonly roc: readonly Point[]
  readonly lift: readonly Point[]
}
export interface Learned {
  readonly card: LearnedCard
  /** Points → the chance to win. */
  readonly calibrator: Calibrator
  readonly setting: Setting
  /** On the newest three tenths, by a card that had not seen them. */
  readonly judged: Judged
}

/** Points of each lead of a history by a card. */
export function scores(card: LearnedCard, { columns, labels }: History): Float64Array {
  const points = pointsOf(card)
  const places = new Map(columns.map(({ key, values }) => [key, values]))
  return Float64Array.from(labels, (_, i) => points((key) => places.get(key)?.[i]))
}

/** How well chances foretold what came. */
export function judge(chances: ArrayLike<number>, labels: Uint8Array): Judged {
  const value = auc(chances, labels)
  const won = labels.reduce((sum, label) => sum + label, 0)
  return {
    auc: value,
    margin: aucMargin(value, won, labels.length - won),
    top10: caught(chances, labels, 0.1),
    top30: caught(chances, labels, 0.3),
    ece: calibrationError(chances, labels),
    buckets: calibration(chances, labels),
    roc: rocOf(chances, labels),
    lift: liftOf(chances, labels),
  }
}

/** True where there are enough won and enough lost leads to learn from. */
export function learnable({ labels }: History): boolean {
  const won = labels.reduce((sum, label) => sum + label, 0)
  return won >= FEWEST && labels.length - won >= FEWEST
}

/** Learns from a history (oldest first, `learnable`); the same history always makes the same card. */
export function learn(history: History): Learned {
  const setting = choose(history)
  const { length } = history.labels
  const older = everyRow(Math.round(length * (1 - NEWEST)))
  const newer = everyRow(length).subarray(older.length)
  const rehearsed = part(history, older)
  const judge_ = cardOf(fitted(rehearsed, setting))
  const unseen = part(history, newer)
  const calibrator = calibrate(rehearsed, setting)
  const chances = scores(judge_, unseen).map((points) => chanceAt(calibrator, points))
  return {
    card: cardOf(fitted(history, setting)),
    calibrator: calibrate(history, setting),
    setting,
    judged: judge(chances, unseen.labels),
  }
}

const fitted = (history: History, setting: Setting): Additive =>
  fitAdditive(history, everyRow(history.labels.length), setting)

/**
 * The setting that ranks leads best which it has not seen: the newest by the older, for what will be asked is newer still,
 * and every third by the others, for the newest alone are few and a matter of luck.
 */
function choose(history: History): Setting {
  const step = Math.max(1, Math.ceil(history.labels.length / SAMPLE))
  const some = part(
    history,
    everyRow(history.labels.length).filter((i) => i % step === 0),
  )
  const rows = everyRow(some.labels.length)
  const cut = Math.round(rows.length * (1 - NEWEST))
  const tries = [(i: number) => i >= cut, (i: number) => i % 3 === 0].map((unseen) => ({
    seen: rows.filter((i) => !unseen(i)),
    unseen: part(
      some,
      rows.filter((i) => unseen(i)),
    ),
  }))
  const tried = RIDGES.flatMap((ridge) => {
    const fits = tries.map(({ seen, unseen }) =>
      fitEach(some, seen, { ridge, pairs: PAIRS }).map((model) =>
        auc(scores(cardOf(model), unseen), unseen.labels),
      ),
    )
    return PAIRS.map((pairs, at) => ({
      setting: { ridge, pairs },
      sum: fits.reduce((total, aucs) => total + aucs[at]!, 0),
    }))
  })
  return tried.reduce((best, one) => (one.sum > best.sum ? one : best)).setting
}

/** Chances by points that the leads got from cards which had not seen them; one fold in five each. */
function calibrate(history: History, setting: Setting): Calibrator {
  const rows = everyRow(history.labels.length)
  const points = new Float64Array(rows.length)
  for (let fold = 0; fold < FOLDS; fold++) {
    const card = cardOf(
      fitAdditive(
        history,
        rows.filter((i) => i % FOLDS !== fold),
        setting,
      ),
    )
    const held = rows.filter((i) => i % FOLDS === fold)
    const told = scores(card, part(history, held))
    held.forEach((i, at) => {
      points[i] = told[at]!
    })
  }
  return fitIsotonic(points, history.labels)
}
