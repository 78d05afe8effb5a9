import { EVERY } from '../../contract/ability.ts'
import type { Lang } from '../../contract/shapes.ts'
import type { Label } from '../../rules/fields.ts'
import type { Held } from '../rooms/ability/store/reading.ts'
import { writeCsv } from '../rooms/import/adapters/export.ts'

interface Around {
  readonly reps: readonly { readonly userId: string; readonly name: string; readonly months: number }[]
  readonly segments: readonly { readonly value: string; readonly label: Label }[]
  readonly lang: Lang
}

type Cell = (row: Held, around: Around) => string
const every = { zh: '全部', en: 'all' }
const share = (value: number) => `${(value * 100).toFixed(1)}%`

const columns: readonly (readonly [zh: string, en: string, cell: Cell])[] = [
  ['销售', 'Rep', (row, { reps }) => reps.find(({ userId }) => userId === row.userId)?.name ?? ''],
  [
    '司龄（月）',
    'Tenure (months)',
    (row, { reps }) => String(reps.find((r) => r.userId === row.userId)?.months ?? ''),
  ],
  ['渠道', 'Channel', ({ channel }, { lang }) => (channel === EVERY ? every[lang] : channel)],
  [
    '分段',
    'Segment',
    ({ segment }, { segments, lang }) =>
      segment === EVERY
        ? every[lang]
        : (segments.find(({ value }) => value === segment)?.label[lang] ?? segment),
  ],
  ['档位', 'Tier', ({ tier }) => tier ?? ''],
  ['能力', 'Ability', ({ mean }) => share(mean)],
  ['区间下限', 'Interval from', ({ low }) => share(low)],
  ['区间上限', 'Interval to', ({ high }) => share(high)],
  ['大家', 'All', ({ base }) => share(base)],
  ['成交', 'Won', ({ won }) => String(won)],
  ['未成交', 'Lost', ({ lost }) => String(lost)],
  ['拖着没结果', 'Open for too long', ({ stale }) => String(stale)],
  ['无效（不计）', 'Invalid (not counted)', ({ invalid }) => String(invalid)],
  ['应成交', 'Expected wins', ({ expected }) => expected.toFixed(1)],
  ['非规则分配', 'Not dealt by rule', ({ picked }) => String(picked)],
]

/** Abilities as CSV, headed in the language asked for. */
export function abilityCsv(held: readonly Held[], around: Around): AsyncIterable<string> {
  const at = { zh: 0, en: 1 }[around.lang]
  return writeCsv(
    columns.map((column) => column[at] as string),
    [held.map((row) => columns.map(([, , cell]) => cell(row, around)))],
  )
}
