import { useMemo, useState } from 'react'
import { listUndecided } from '../../../contract/views.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useFreshen } from '../../app/live.ts'
import { useEndpoint } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import type { Column } from '../../ui/table.ts'
import { TwoLine } from '../../ui/TwoLine.tsx'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import { quarantineWords } from './words.ts'

type Arrival = Reply<typeof listUndecided>['items'][number]
const doors = ['api', 'form', 'import', 'hand'] as const
const keyOf = ({ arrivalId }: Arrival) => arrivalId

/** Arrivals that deciding failed on: kept, and tried again by themselves; an admin sees what went wrong. */
export function Undecided() {
  const w = useWords(quarantineWords)
  const list = useEndpoint(listUndecided, {}, { refetchInterval: 30_000 })
  useFreshen(['lead'], [listUndecided])
  const [active, setActive] = useState<string | undefined>()
  const { columns, renderPhone } = useMemo(() => {
    const doorOf = ({ door }: Arrival) => {
      const known = doors.find((each) => each === door)
      return known ? w[known] : door
    }
    const shown: Column<Arrival>[] = [
      {
        key: 'received',
        title: w.received,
        width: 130,
        render: ({ receivedAt }) => <RelativeTime at={receivedAt} />,
      },
      { key: 'source', title: w.source, grow: 1, render: ({ sourceName }) => sourceName },
      { key: 'door', title: w.door, width: 100, render: doorOf },
      { key: 'problem', title: w.problem, grow: 2, render: ({ problem }) => <code>{problem}</code> },
      { key: 'tries', title: w.tries, width: 72, align: 'end', render: ({ tries }) => w.triesOf(tries) },
      {
        key: 'reference',
        title: w.reference,
        width: 300,
        optional: true,
        render: ({ arrivalId }) => <code>{arrivalId}</code>,
      },
    ]
    const phone = (row: Arrival) => (
      <TwoLine
        main={<code>{row.problem}</code>}
        end={<RelativeTime at={row.receivedAt} />}
        below={`${row.sourceName} · ${doorOf(row)}`}
        belowEnd={w.triesOf(row.tries)}
      />
    )
    return { columns: shown, renderPhone: phone }
  }, [w])
  return (
    <Answer of={list}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={w.noUndecided}>{w.noUndecidedHint}</Empty>
        ) : (
          <>
            <p className="q-about">{w.undecidedAbout}</p>
            <VirtualTable
              label={w.tabUndecided}
              rows={items}
              columns={columns}
              rowKey={keyOf}
              active={active}
              onActive={setActive}
              renderPhone={renderPhone}
            />
          </>
        )
      }
    </Answer>
  )
}
