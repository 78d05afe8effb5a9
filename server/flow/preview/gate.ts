import { refuse } from '../../../contract/refusals.ts'
import type { ScorePolicy } from '../../../contract/scorecard.ts'
import type { Lang } from '../../../contract/shapes.ts'
import type { Tx } from '../../db/db.ts'
import { bodyHash } from '../../policy/canonical.ts'
import type { Wish } from '../../policy/gate.ts'
import { currentPolicy, wasPublished } from '../../policy/store.ts'
import { changedShare, type Miss, missesOf } from '../../rooms/score/decide/preview/gate.ts'
import { finishedPreview, type HeldPreview, readGate } from '../../rooms/score/store/previews.ts'

/** How scorecards stand before the gate. */
export interface Standing {
  readonly required: boolean
  /** They were published before: going back is the remedy of an emergency, and asks for nothing. */
  readonly before: boolean
  readonly misses: readonly Miss[]
  /** What is missing, as a part of a sentence. */
  readonly says: string
  readonly preview: HeldPreview | undefined
  /** Days for which a preview counts. */
  readonly days: number
}

/** What publishing these scorecards over what is in force would miss. */
export async function standingOf(
  tx: Tx,
  draft: ScorePolicy,
  { over, lang, now }: { over: number; lang: Lang; now: Date },
): Promise<Standing> {
  const gate = await readGate(tx)
  const before = await wasPublished(tx, 'score', draft)
  const preview = await finishedPreview(tx, { hash: bodyHash(draft), against: over })
  const misses = before ? [] : missesOf(gate, preview, now)
  const says = misses.map((miss) => said(miss, { gate, preview })[lang]).join(lang === 'zh' ? '；' : '; ')
  return { required: gate.required, before, misses, says, preview, days: gate.days }
}

/** The same for whoever only asks, over the version in force. */
export async function standingNow(
  tx: Tx,
  draft: ScorePolicy,
  { lang, now }: { lang: Lang; now: Date },
): Promise<Standing> {
  const over = (await currentPolicy(tx, 'score'))?.version ?? 0
  return standingOf(tx, draft, { over, lang, now })
}

/**
 * Asked before scorecards are published. Refuses `score.not_previewed` and `score.gate`; published anyway with a reason, the
 * version's note keeps the reason and what was missing.
 */
export async function previewGate(tx: Tx, wish: Wish): Promise<string | null> {
  const { body, over, anyway, planned, lang, now } = wish
  if (planned) return null
  // Somebody was faster: publishing itself says so
  if (((await currentPolicy(tx, 'score'))?.version ?? 0) !== over) return null
  const { misses, says, days } = await standingOf(tx, body as ScorePolicy, { over, lang, now })
  if (misses.length === 0) return null
  if (anyway !== null)
    return lang === 'zh' ? `未达到要求仍发布（${says}）：${anyway}` : `Published anyway (${says}): ${anyway}`
  if (misses.includes('not_previewed') || misses.includes('too_old'))
    throw refuse('score.not_previewed', { days })
  throw refuse('score.gate', { what: says })
}

interface Missed {
  readonly gate: Awaited<ReturnType<typeof readGate>>
  readonly preview: HeldPreview | undefined
}

const percent = (share: number) => `${(share * 100).toFixed(1)}%`

function said(miss: Miss, { gate, preview }: Missed): Record<Lang, string> {
  const fall = percent(-(preview?.result?.quality?.difference.value ?? 0))
  const changed = percent(preview?.result ? changedShare(preview.result) : 0)
  const [mayFall, mayChange] = [percent(gate.aucFall ?? 0), percent(gate.changed ?? 0)]
  const all: Record<Miss, Record<Lang, string>> = {
    not_previewed: {
      zh: '这份草稿还没有和现行版本比过',
      en: 'this draft was not previewed against the version in force',
    },
    too_old: {
      zh: `预演已超过 ${gate.days} 天`,
      en: `its preview is more than ${gate.days} days old`,
    },
    auc_falls: {
      zh: `区分成交的能力（AUC）确定下降 ${fall}，最多允许 ${mayFall}`,
      en: `it surely tells won from lost worse: its AUC falls by ${fall}, at most ${mayFall} are allowed`,
    },
    too_many_change: {
      zh: `${changed} 的在手线索会换等级，最多允许 ${mayChange}`,
      en: `${changed} of open leads change grade, at most ${mayChange} are allowed`,
    },
  }
  return all[miss]
}
