/** What a person agreed to, read from all that was ever recorded of it. The most restrictive reading counts. */
import type { ConsentChannel } from '../../../../contract/consent.ts'

/** One row of the ledger, as far as deciding looks at it. */
export interface Said {
  readonly consentId: string
  readonly purpose: string
  readonly channel: ConsentChannel
  readonly granted: boolean
  /** Said by the person, with evidence. */
  readonly firm: boolean
  /** A grant that was claimed in error: it counts for nothing. */
  readonly void?: boolean
  readonly at: Date
}

export interface Standing<Row extends Said = Said> {
  readonly state: 'granted' | 'withdrawn' | 'none'
  /** The row that says so; null where nothing was said. */
  readonly by: Row | null
}

export interface Asked {
  readonly purpose: string
  readonly channel: ConsentChannel
}

const ways = ['phone', 'sms', 'email', 'wechat'] as const
/** A withdrawal of this purpose is one of every purpose. */
export const EVERYTHING = 'any'

/**
 * What the rows say of a purpose and a channel at `now`. Without a row nothing was agreed to. A withdrawal stands until
 * the person grants anew, later and with evidence: what others claim, whenever they claim it, does not lift it. What was
 * said of any channel was said of each; asked for any, the strictest of the channels answers. Rows may come from several
 * ledgers of one person, in any order and more than once.
 */
export function consentOf<Row extends Said>(
  rows: readonly Row[],
  { purpose, channel }: Asked,
  now: Date,
): Standing<Row> {
  if (channel !== 'any') return standingOf(rows, { purpose, channel }, now)
  const each = ways.map((way) => standingOf(rows, { purpose, channel: way }, now))
  const strictest = (['withdrawn', 'none', 'granted'] as const).find((state) =>
    each.some((one) => one.state === state),
  )
  return each.find(({ state }) => state === strictest) as Standing<Row>
}

function standingOf<Row extends Said>(rows: readonly Row[], asked: Asked, now: Date): Standing<Row> {
  let no: Row | null = null
  for (const row of rows) if (!row.granted && concerns(row, asked, now)) no = later(no, row)
  let yes: Row | null = null
  for (const row of rows)
    if (row.granted && !row.void && concerns(row, asked, now) && (!no || lifts(row, no)))
      yes = later(yes, row)
  if (yes) return { state: 'granted', by: yes }
  return no ? { state: 'withdrawn', by: no } : { state: 'none', by: null }
}

function concerns(row: Said, { purpose, channel }: Asked, now: Date): boolean {
  if (row.at > now) return false
  const ofIt = row.purpose === purpose || (!row.granted && row.purpose === EVERYTHING)
  return ofIt && (row.channel === channel || row.channel === 'any')
}

// Of one and the same moment the withdrawal counts.
const lifts = (grant: Said, withdrawal: Said): boolean => grant.firm && grant.at > withdrawal.at

/** The later of two rows; of one moment the one with the greater id, so that their order does not matter. */
function later<Row extends Said>(held: Row | null, row: Row): Row {
  if (!held) return row
  const apart = row.at.getTime() - held.at.getTime()
  return apart > 0 || (apart === 0 && row.consentId > held.consentId) ? row : held
}

const sentences = {
  granted: ['consent.granted', '本人已同意', 'The person agreed'],
  withdrawn: [
    'consent.withdrawn',
    '本人已撤回同意，不得联系；除非本人重新同意并留有凭证',
    'The person took their consent back; do not contact them unless they agree anew, with evidence',
  ],
  none: [
    'consent.none',
    '没有同意记录，不得以此目的联系；请先取得同意并记录凭证',
    'There is no consent for this; obtain it and record how it can be proven first',
  ],
} as const

/** What a standing means for somebody who wants to send, in both languages. */
export function sayStanding(state: Standing['state']) {
  const [code, zh, en] = sentences[state]
  return { code, message: { zh, en } }
}
