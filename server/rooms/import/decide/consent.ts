import type { ConsentGiven } from '../../../../contract/consent.ts'
import type { FileConsent } from '../../../../contract/import.ts'

const yes = new Set(
  '是|同意|已同意|授权|已授权|订阅|已订阅|对|有|√|✓|✔|☑|yes|y|true|t|1|ok|agree|agreed|granted|consented|opt in|opted in|opt-in|subscribed'.split(
    '|',
  ),
)
const no = new Set(
  '否|不同意|未同意|拒绝|未授权|退订|已退订|取消|不|无|×|✗|✕|✘|no|n|false|f|0|refused|declined|withdrawn|opt out|opted out|opt-out|unsubscribed|do not contact'.split(
    '|',
  ),
)
const day = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?$/

/**
 * What a cell says of consent: yes, no, or since when. Undefined for what says neither: that is no consent. A day counts
 * from its beginning, so that whatever was taken back on it stays taken back.
 */
export function readConsentCell(text: string): Pick<ConsentGiven, 'granted' | 'at'> | undefined {
  const plain = text.normalize('NFKC').trim().toLowerCase()
  if (yes.has(plain)) return { granted: true }
  if (no.has(plain)) return { granted: false }
  const [, year = '', month = '', date = ''] = day.exec(plain) ?? []
  const at = new Date(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}T00:00:00Z`)
  return year === '' || Number.isNaN(at.getTime()) ? undefined : { granted: true, at: at.toISOString() }
}

/** What a row says of consent: by its own cells, else by what was said for the whole file. */
export function rowConsents(
  cells: Readonly<Record<string, string>>,
  whole: FileConsent | null,
): ConsentGiven[] {
  const own = Object.entries(cells).flatMap(([purpose, text]) => {
    const said = readConsentCell(text)
    return said ? [{ purpose, ...said }] : []
  })
  // A cell that is filled in answers for its row, even where it says nothing that can be read.
  if (!whole || Object.hasOwn(cells, whole.purpose)) return own
  const { purpose, channel, proof, at } = whole
  return [...own, { purpose, channel, granted: true, ...(at ? { at } : {}), evidence: { proof } }]
}
