import { PhoneOutlined, SmileOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import { assignLeads, listLeads } from '../../../contract/lead.ts'
import { countPriority } from '../../../contract/priority.ts'
import { NotDone, call } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { keyOf } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { Empty } from '../../ui/Empty.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Phone } from '../../ui/Phone.tsx'
import { Deadline, RelativeTime, heatOf } from '../../ui/RelativeTime.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import type { Column, RowLook } from '../../ui/table.ts'
import { TwoLine } from '../../ui/TwoLine.tsx'
import { useNow } from '../../ui/useNow.ts'
import { useToast } from '../../ui/useToast.tsx'
import { VirtualTable } from '../../ui/VirtualTable.tsx'
import { AssignDialog } from '../lead/AssignDialog.tsx'
import { noteCall } from '../lead/calls.ts'
import type { ListRow } from '../lead/lead.ts'
import { HolderName } from '../lead/Stage.tsx'
import type { Target } from '../lead/useLeadVerbs.ts'
import { Value } from '../lead/value/Value.tsx'
import { leadWords } from '../lead/words.ts'
import { LeadCell } from '../leads/LeadCell.tsx'
import { useWaiting } from './usePriority.ts'
import { priorityWords } from './words.ts'

interface WaitingProps {
  open: string | undefined
  onOpen: (leadId: string) => void
}

const keyOfRow = (row: ListRow) => row.leadId

/** The list of those that wait: how long is left, what they are expected to bring, who has them. */
export function Waiting({ open, onOpen }: WaitingProps) {
  const w = useWords(priorityWords)
  const now = useNow()
  const waiting = useWaiting()
  const [giving, setGiving] = useState<ListRow>()
  const columns = useWaitingColumns(setGiving)
  const look = useCallback((row: ListRow): RowLook => ({ heat: heatOf(row.priorityDueAt, now) }), [now])
  const card = useCallback((row: ListRow) => <WaitingCard row={row} onOpen={onOpen} />, [onOpen])
  const rows = waiting.rows
  if (waiting.isPending) return <Skeleton rows={10} />
  if (!rows) return <ErrorState error={waiting.error} retry={() => void waiting.refetch()} />
  if (rows.length === 0) return <NoneWaits />
  return (
    <>
      <VirtualTable
        label={w.title}
        rows={rows}
        columns={columns}
        rowKey={keyOfRow}
        look={look}
        active={open}
        onActive={onOpen}
        onOpen={(row) => onOpen(row.leadId)}
        more={!waiting.done}
        onMore={waiting.more}
        moreError={waiting.moreError}
        onRetry={waiting.retryMore}
        renderPhone={card}
      />
      {giving ? <Give row={giving} onClose={() => setGiving(undefined)} /> : null}
    </>
  )
}

function useWaitingColumns(onGive: (row: ListRow) => void): readonly Column<ListRow>[] {
  const w = useWords(priorityWords)
  const l = useWords(leadWords)
  const gives = useIs('manager', 'admin')
  return useMemo(() => {
    const columns: Column<ListRow>[] = [
      {
        key: 'due',
        title: w.due,
        width: 108,
        render: ({ priorityDueAt: at }) => at && <Deadline at={at} />,
      },
      { key: 'value', title: w.value, width: 124, align: 'end', render: (row) => <Value of={row} /> },
      { key: 'lead', title: w.lead, grow: 3, least: 200, render: (row) => <LeadCell row={row} /> },
      { key: 'holder', title: w.holder, width: 120, render: (row) => <HolderName of={row} /> },
      {
        key: 'phone',
        title: w.phone,
        width: 148,
        optional: true,
        render: ({ phone }) => phone && <Phone value={phone} />,
      },
      {
        key: 'source',
        title: w.source,
        grow: 1,
        least: 104,
        optional: true,
        render: ({ sourceName }) => sourceName,
      },
      {
        key: 'since',
        title: w.since,
        width: 104,
        optional: true,
        render: ({ prioritySince: at }) => at && <RelativeTime at={at} />,
      },
    ]
    const give: Column<ListRow> = {
      key: 'give',
      title: '',
      width: 84,
      align: 'end',
      render: (row) =>
        row.holder.kind === 'quarantine' || row.holder.kind === 'verification' ? null : (
          <Button size="small" aria-label={w.giveOf(row.name ?? l.nameless)} onClick={() => onGive(row)}>
            {w.give}
          </Button>
        ),
    }
    return gives ? [...columns, give] : columns
  }, [w, l, gives, onGive])
}

function WaitingCard({ row, onOpen }: { row: ListRow; onOpen: (leadId: string) => void }) {
  const w = useWords(priorityWords)
  const l = useWords(leadWords)
  return (
    <div className="card">
      <TwoLine
        lead={<Value of={row} />}
        main={<LeadCell row={row} />}
        end={row.priorityDueAt ? <Deadline at={row.priorityDueAt} /> : null}
        below={
          <>
            <HolderName of={row} /> · {row.sourceName}
          </>
        }
      />
      {row.phone && !row.masked ? (
        <a
          className="card-call"
          href={`tel:${row.phone}`}
          aria-label={w.call(row.name ?? l.nameless)}
          onClick={() => {
            noteCall(row.leadId)
            onOpen(row.leadId)
          }}
        >
          <PhoneOutlined aria-hidden="true" />
        </a>
      ) : null}
    </div>
  )
}

/** Gives one to somebody; their own deadline begins then. */
function Give({ row, onClose }: { row: ListRow; onClose: () => void }) {
  const w = useWords(priorityWords)
  const l = useWords(leadWords)
  const toast = useToast()
  const client = useQueryClient()
  const name = row.name ?? l.nameless
  const give = async (to: Target): Promise<boolean> => {
    try {
      const { refused } = await call(assignLeads, {
        body: { leadIds: [row.leadId], to: { kind: to.kind, id: to.id } },
      })
      const [first] = refused
      if (first) throw new NotDone(first.message)
      toast.done(w.given(name, to.name))
      return true
    } catch (error) {
      toast.refused(error)
      return false
    } finally {
      for (const read of [listLeads, countPriority]) void client.invalidateQueries({ queryKey: keyOf(read) })
    }
  }
  return <AssignDialog title={w.giveOf(name)} onClose={onClose} onAssign={give} />
}

function NoneWaits() {
  const w = useWords(priorityWords)
  const admin = useIs('admin')
  return (
    <Empty
      icon={<SmileOutlined />}
      title={w.none}
      action={
        admin ? (
          <Link to="/settings/$section" params={{ section: 'value' }}>
            {w.toSettings}
          </Link>
        ) : undefined
      }
    >
      {w.noneHint}
    </Empty>
  )
}
