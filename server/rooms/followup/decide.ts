import type { Stage } from '../../../contract/lead.ts'
import type { RefusalCode } from '../../../contract/refusals.ts'
import { stageMoves } from '../../lead/stages.ts'

/** Outcomes that mean the customer was reached: an attempt that nobody answered is no first response. */
const reached: ReadonlySet<string> = new Set([
  'connected',
  'interested',
  'not_interested',
  'call_later',
  'sent',
  'replied',
  'added_wechat',
  'met',
  'demo_done',
])

export interface Logged {
  readonly kind: 'call' | 'message' | 'visit' | 'note'
  readonly outcome?: string | null | undefined
}

/** Whether a log is a follow-up that moves the deadline on: an attempt to reach the customer, not a note to oneself. */
export function counts({ kind }: Logged): boolean {
  return kind !== 'note'
}

/** The stage a lead is in after a log: a new lead whose customer was reached is contacted. */
export function stageAfter(stage: Stage, logged: Logged, asked?: Stage): Stage {
  if (asked && stageMoves[stage].includes(asked)) return asked
  return stage === 'new' && logged.outcome && reached.has(logged.outcome) ? 'contacted' : stage
}

export interface StageWish {
  readonly stage: Stage
  readonly reason?: string | undefined
  readonly amount?: number | undefined
}

/** Why a lead may not move to a stage; undefined when it may. */
export function stageObstacle(from: Stage, { stage, reason, amount }: StageWish): RefusalCode | undefined {
  if (!stageMoves[from].includes(stage)) return 'lead.move'
  if ((stage === 'lost' || stage === 'invalid') && !reason) return 'lead.reason_needed'
  if (stage === 'converted' && amount === undefined) return 'lead.amount_needed'
  return undefined
}
