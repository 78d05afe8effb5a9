import { PhoneOutlined } from '@ant-design/icons'
import { useWords } from '../../app/language.tsx'
import { Deadline, RelativeTime } from '../../ui/RelativeTime.tsx'
import { TwoLine } from '../../ui/TwoLine.tsx'
import type { ListRow } from '../lead/lead.ts'
import { HolderName, StageMark } from '../lead/Stage.tsx'
import { leadWords } from '../lead/words.ts'
import { LeadCell } from './LeadCell.tsx'
import { listWords } from './words.ts'

interface LeadCardProps {
  row: ListRow
  /** Instead of the call button. */
  act?: React.ReactNode
  /** Runs when the number is dialled: opens the lead, so that its log is there on return. */
  onCall?: (row: ListRow) => void
}

/** A lead on a phone: two lines, and the call button under the thumb. */
export function LeadCard({ row, act, onCall }: LeadCardProps) {
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
            {row.holder.kind === 'pool' ? (
              <> · {row.need ?? row.holder.name}</>
            ) : row.nextAt ? (
              <>
                {' · '}
                <RelativeTime at={row.nextAt} /> {row.nextStep}
              </>
            ) : mine ? null : (
              <>
                {' · '}
                <HolderName of={row} />
              </>
            )}
          </>
        }
      />
      {act ??
        (row.phone && !row.masked ? (
          <a
            className="card-call"
            href={`tel:${row.phone}`}
            aria-label={w.call(row.name ?? l.nameless)}
            onClick={() => onCall?.(row)}
          >
            <PhoneOutlined aria-hidden="true" />
          </a>
        ) : null)}
    </div>
  )
}
