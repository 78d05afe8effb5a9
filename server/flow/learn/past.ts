import { type Fields, fieldsOf } from '../../../rules/fields.ts'
import type { Tx } from '../../db/db.ts'
import { readFields } from '../../lead/fields.ts'
import { changedLate } from '../../rooms/score/decide/learned/arrival.ts'
import { type Asked, askedOf } from '../../rooms/score/decide/learned/asked.ts'
import type { Kept } from '../../rooms/score/decide/learned/kept.ts'
import { type Edit, undone } from '../../rooms/score/decide/past/edits.ts'
import type { PastLead } from '../../rooms/score/store/history.ts'
import type { Row } from '../../rooms/score/worker.ts'
import { readTold, type Told } from '../past/told.ts'

export interface Questions {
  readonly fields: Fields
  readonly asked: readonly Asked[]
  readonly unasked: Kept['unasked']
}

/** The customer's stage and spend move on with every purchase, this one too: what they were at arrival is not kept. */
const pastUnknown: ReadonlySet<string> = new Set(['customerStage', 'customerSpend'])
/** Fields whose bins would be somebody's very words. */
const named: ReadonlySet<string> = new Set(['choice', 'region'])

/** What the organisation's leads may be asked, and what not. */
export async function readQuestions(tx: Tx): Promise<Questions> {
  const custom = await readFields(tx)
  const fields = fieldsOf(custom.filter(({ archived }) => !archived))
  const asked = askedOf(fields)
  const why = ({ key, field }: Asked) =>
    pastUnknown.has(key)
      ? ('past_unknown' as const)
      : field.origin === 'custom' && field.personal && named.has(field.type)
        ? ('personal' as const)
        : null
  return {
    fields,
    asked: asked.filter((one) => why(one) === null),
    unasked: asked.flatMap((one) => {
      const reason = why(one)
      return reason ? [{ key: one.key, why: reason }] : []
    }),
  }
}

/** The leads as rows for learning, each as it was when it arrived. */
export async function rowsOf(tx: Tx, leads: readonly PastLead[], { asked }: Questions): Promise<Row[]> {
  const trails = await readPast(tx, leads)
  return leads.map((lead) => {
    const { edits, endedAt } = trails.get(lead.leadId) ?? { edits: [], endedAt: undefined }
    // What became of it since would foretell the past
    const was = undone(lead, edits)
    return {
      won: lead.stage === 'converted',
      cells: asked.map(({ read }) => read(was)),
      late: changedLate(asked, edits, endedAt ?? lead.stageAt),
    }
  })
}

interface Past {
  readonly edits: readonly Edit[]
  /** When it first came to an end: from then on its outcome was known. */
  readonly endedAt: Date | undefined
}

const ends: ReadonlySet<unknown> = new Set(['converted', 'lost', 'invalid'])

/** What was changed of each lead, in order. */
export async function readPast(tx: Tx, leads: readonly PastLead[]): Promise<Map<string, Past>> {
  const trails = await readTold(tx, { leads, edits: true })
  return new Map([...trails].map(([leadId, told]) => [leadId, pastOf(told)]))
}

function pastOf(trail: readonly Told[]): Past {
  const changes = trail.flatMap((told) => told.changes.map((change) => ({ ...change, at: told.at })))
  const ended = changes.find(({ field, after }) => field === 'stage' && ends.has(after))
  return { edits: changes, endedAt: ended?.at }
}
