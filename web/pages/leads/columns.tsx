import type { Field, Fields } from '../../../rules/fields.ts'
import { addressOf } from '../../../rules/fields.ts'
import type { Lang, Words } from '../../app/language.tsx'
import { Phone } from '../../ui/Phone.tsx'
import { Region } from '../../ui/Region.tsx'
import { Deadline, RelativeTime } from '../../ui/RelativeTime.tsx'
import type { Column } from '../../ui/table.ts'
import { Tags } from '../../ui/Tags.tsx'
import { useNow } from '../../ui/useNow.ts'
import { FactValue } from '../lead/FactValue.tsx'
import { Grade } from '../lead/Grade.tsx'
import type { ListRow } from '../lead/lead.ts'
import { FitMark } from '../lead/profile/FitMark.tsx'
import { HolderName, StageMark } from '../lead/Stage.tsx'
import { valueOf } from '../lead/useEdit.ts'
import { Value } from '../lead/value/Value.tsx'
import { EditableCell } from './EditableCell.tsx'
import { LeadCell } from './LeadCell.tsx'
import type { listWords } from './words.ts'

type Col = Column<ListRow>

/** What a list shows of a lead until its reader chooses: for a rep and for whoever looks after reps. */
export const usualColumns = {
  rep: ['score', 'name', 'phone', 'region', 'source', 'tags', 'stage', 'nextAt', 'lastFollowupAt', 'dueAt'],
  other: [
    'score',
    'name',
    'phone',
    'region',
    'source',
    'tags',
    'stage',
    'holder',
    'arrivedAt',
    'lastFollowupAt',
    'dueAt',
  ],
} as const

/** Every column there is, the organisation's own fields last, by key. */
export function columnsOf(fields: Fields, w: Words<typeof listWords>, lang: Lang): ReadonlyMap<string, Col> {
  const label = (key: string) => fields.get(key)?.label[lang] ?? key
  const own = [...fields.values()].filter(({ origin }) => origin === 'custom')
  const columns: Col[] = [
    { key: 'score', title: w.columnGrade, width: 80, sortable: true, render: (row) => <Grade of={row} /> },
    {
      key: 'name',
      title: w.columnLead,
      grow: 3,
      least: 220,
      sortable: true,
      render: (row) => <LeadCell row={row} />,
    },
    {
      key: 'phone',
      title: label('phone'),
      width: 148,
      optional: true,
      render: ({ phone }) => phone && <Phone value={phone} />,
    },
    {
      key: 'region',
      title: label('region'),
      width: 84,
      optional: true,
      render: ({ region }) => region && <Region code={region} />,
    },
    {
      key: 'source',
      title: label('source'),
      grow: 1,
      least: 104,
      optional: true,
      render: ({ sourceName }) => sourceName,
    },
    {
      key: 'profileVerdict',
      title: label('profileVerdict'),
      grow: 1,
      least: 104,
      optional: true,
      render: ({ profile }) => <FitMark of={profile} />,
    },
    { key: 'stage', title: label('stage'), width: 80, render: (row) => <StageMark stage={row.stage} /> },
    { key: 'holder', title: w.columnHolder, grow: 1, least: 104, render: (row) => <HolderName of={row} /> },
    {
      key: 'nextAt',
      title: w.columnNext,
      grow: 1,
      least: 132,
      sortable: true,
      optional: true,
      render: (row) => <NextCell row={row} />,
    },
    {
      key: 'lastFollowupAt',
      title: w.columnLast,
      width: 104,
      sortable: true,
      optional: true,
      render: ({ lastFollowupAt: at }) => at && <RelativeTime at={at} />,
    },
    {
      key: 'dueAt',
      title: w.columnDue,
      width: 104,
      sortable: true,
      align: 'end',
      render: ({ dueAt }) => dueAt && <Deadline at={dueAt} soonMinutes={24 * 60} />,
    },
    {
      key: 'expectedValue',
      title: label('expectedValue'),
      width: 96,
      sortable: true,
      optional: true,
      align: 'end',
      render: (row) => <Value of={row} />,
    },
    {
      key: 'priorityDueAt',
      title: w.columnPriority,
      width: 104,
      sortable: true,
      optional: true,
      align: 'end',
      render: ({ priorityDueAt }) => priorityDueAt && <Deadline at={priorityDueAt} />,
    },
    {
      key: 'arrivedAt',
      title: w.columnArrived,
      width: 104,
      sortable: true,
      optional: true,
      render: ({ arrivedAt }) => <RelativeTime at={arrivedAt} />,
    },
    {
      key: 'tags',
      title: label('tags'),
      grow: 1,
      least: 132,
      optional: true,
      render: ({ tags }) => <Tags tags={tags} />,
    },
    {
      key: 'updatedAt',
      title: w.columnUpdated,
      width: 104,
      sortable: true,
      optional: true,
      render: ({ updatedAt }) => <RelativeTime at={updatedAt} />,
    },
    ...['company', 'creditCode', 'title', 'address', 'need', 'email', 'wechat']
      .flatMap((key) => fields.get(key) ?? [])
      .map((field) => textColumn(field, lang)),
    ...own.map((field) => textColumn(field, lang)),
  ]
  return new Map(columns.map((column) => [column.key, column]))
}

/** A fact that can be changed where it stands. */
function textColumn(field: Field, lang: Lang): Col {
  const key = addressOf(field)
  return {
    key,
    title: field.label[lang],
    grow: 1,
    least: 120,
    optional: true,
    ...(key === 'company' ? { sortable: true } : {}),
    render: (row) => (
      <EditableCell row={row} field={field}>
        <FactValue field={field} value={valueOf(row, key)} />
      </EditableCell>
    ),
  }
}

function NextCell({ row: { nextAt, nextStep } }: { row: ListRow }) {
  const now = useNow()
  if (!nextAt) return null
  return (
    <span title={nextStep ?? undefined} className={new Date(nextAt) < now ? 'next-late' : undefined}>
      <RelativeTime at={nextAt} /> {nextStep}
    </span>
  )
}
