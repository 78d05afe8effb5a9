import { PhoneOutlined } from '@ant-design/icons'
import { useWords } from '../../app/language.tsx'
import { Deadline, RelativeTime } from '../../ui/RelativeTime.tsx'
import { TwoLine } from '../../ui/TwoLine.tsx'
import type { ListRow } from '../lead/lead.ts'
import { HolderName, StageMark } from '../lead/Stage.tsx'
import { leadWords } from '../lead/words.ts'
import { LeadCell } from './LeadCell.tsx'
import { listWords } from './words.ts'

/** A lead on a phone: two lines, and the call button under the thumb. */
export function LeadCard({ row, act }: { row: ListRow; act?: React.ReactNode }) {
  const w = useWords(listWords)
  const l = useWords(leadWords)
  const mine = row.holder.kind === 'rep'
  return (
    <div className="card">
      <TwoLine
        lead={row.grade || String(row.score)}
        main={<LeadCell row={row} />}
        end={
          row.dueAt ? <Deadline at={row.dueAt} soonMinutes={24 * 60} /> : <RelativeTime at={row.arrivedAt} />
        }
        below={
          <>
            <StageMark stage={row.stage} /> · {row.sourceName}
            {row.nextAt ? (
              <>
                {' · '}
                <RelativeTime at={row.nextAt} /> {row.nextStep}
              </>
            ) : mine ? null : (
              <>
                {' · '}
                <HolderName of={row.holder} />
              </>
            )}
          </>
        }
      />
      {act ??
        (row.phone && !row.masked ? (
          <a className="card-call" href={`tel:${row.phone}`} aria-label={w.call(row.name ?? l.nameless)}>
            <PhoneOutlined aria-hidden="true" />
          </a>
        ) : null)}
    </div>
  )
}
