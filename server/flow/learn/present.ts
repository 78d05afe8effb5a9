import type { LearnedModel, ModelRow } from '../../../contract/learned.ts'
import { card as cardSchema } from '../../../contract/scorecard.ts'
import type { Asked } from '../../rooms/score/decide/learned/asked.ts'
import { draftOf } from '../../rooms/score/decide/learned/draft.ts'
import { MOVED, SHIFTED } from '../../rooms/score/decide/learned/drift.ts'
import type { Kept } from '../../rooms/score/decide/learned/kept.ts'
import { strongest } from '../../rooms/score/decide/learned/reasons.ts'
import type { HeldModel } from '../../rooms/score/store/models.ts'
import type { Questions } from './past.ts'

export const byKey = ({ asked }: Pick<Questions, 'asked'>): ReadonlyMap<string, Asked> =>
  new Map(asked.map((one) => [one.key, one]))

/** A model as a list shows it. */
export function presentRow({
  progress,
  counts,
  createdBy,
  creator,
  options,
  learned,
  ...held
}: HeldModel): ModelRow {
  const { modelId, state, createdAt, startedAt, finishedAt } = held
  const active = state === 'checking' || state === 'running'
  return {
    modelId,
    state,
    step: active ? (progress.step ?? 'read') : null,
    failure: state === 'failed' ? (progress.failure ?? 'broken') : null,
    leads: progress.leads ?? 0,
    leadsRead: progress.leadsRead ?? 0,
    won: counts.won ?? null,
    lost: counts.lost ?? null,
    keep: [...(options.keep ?? [])],
    auc: learned?.judged.auc ?? null,
    margin: learned?.judged.margin ?? null,
    createdBy: createdBy === null ? null : { id: createdBy, name: creator },
    createdAt,
    startedAt,
    finishedAt,
  }
}

/** Criteria shown as those that weigh most. */
const STRONGEST = 12

/** A model with all that its page shows. */
export function presentModel(model: HeldModel, questions: Questions): LearnedModel {
  const { learned, drift, driftAt } = model
  return {
    ...presentRow(model),
    learned: learned && presentLearned(learned, byKey(questions)),
    drift:
      drift && driftAt
        ? {
            leads: drift.leads,
            at: driftAt,
            columns: drift.columns.map(({ key, index }) => ({ key, index, says: saysOf(index) })),
          }
        : null,
  }
}

const saysOf = (index: number) => (index > MOVED ? 'moved' : index > SHIFTED ? 'shifted' : 'steady')

function presentLearned(kept: Kept, asked: ReadonlyMap<string, Asked>): NonNullable<LearnedModel['learned']> {
  const { judged, setting, leaks, blank, unasked, spreads, card } = kept
  // Through the schema of the house: what it would not take is no card
  const { groups } = cardSchema.parse(draftOf(kept, { name: 'learned', grades: [], asked }))
  return {
    groups,
    strongest: strongest(card, asked, STRONGEST),
    judged: {
      ...judged,
      buckets: [...judged.buckets],
      roc: judged.roc.map(([x, y]) => [x, y]),
      lift: judged.lift.map(([x, y]) => [x, y]),
    },
    setting,
    leaks: leaks.map(({ examples, ...leak }) => ({ ...leak, examples: [...examples] })),
    left: [...unasked, ...blank.map((key) => ({ key, why: 'blank' as const }))],
    columns: spreads.map(({ key }) => key),
  }
}
