import {
  CheckCircleFilled,
  CheckOutlined,
  CloseCircleFilled,
  FieldTimeOutlined,
  MinusOutlined,
} from '@ant-design/icons'
import { Popover } from 'antd'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { FieldStatus } from '../../../contract/lead.ts'
import { leadMarks } from '../../../contract/verify.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useLive } from '../../app/live.ts'
import { useEndpoint } from '../../app/queries.ts'
import { MarkCard } from './MarkCard.tsx'
import { markWords } from './words.ts'
import './verify.css'

export type Marks = Reply<typeof leadMarks>
export type Mark = Marks['marks'][number]

const icons: Readonly<Record<FieldStatus, ReactNode>> = {
  unverified: <MinusOutlined />,
  formatOk: <CheckOutlined />,
  reachable: <CheckCircleFilled />,
  confirmed: <CheckCircleFilled />,
  stale: <FieldTimeOutlined />,
  bad: <CloseCircleFilled />,
}

/** What was found out about a lead's fields; read again when something happens to the lead. */
export function useMarks(leadId: string): Marks | undefined {
  const held = useEndpoint(leadMarks, { params: { leadId } })
  useLive(['lead'], ({ ids }) => {
    if (!ids || ids.includes(leadId)) void held.refetch()
  })
  return held.data
}

/** The status of a field: of a phone or an e-mail always one, of another only what a person said. */
export function statusIn(marks: Marks, field: string): FieldStatus | undefined {
  if (field === 'phone') return marks.phoneStatus
  if (field === 'email') return marks.emailStatus
  return marks.marks.find((mark) => mark.field === field)?.status
}

interface FieldMarkProps {
  leadId: string
  field: string
  /** What people call the field. */
  label: string
  marks: Marks
  /** Why nothing can be done about it here; undefined where something can. */
  fixed?: string | undefined
}

/** A small sign beside a value: how far it can be trusted; opened, it says by whom and when, and lets one change it. */
export function FieldMark({ leadId, field, label, marks, fixed }: FieldMarkProps) {
  const w = useWords(markWords)
  const [open, setOpen] = useState(false)
  const status = statusIn(marks, field)
  if (!status || status === 'unverified') return null
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      content={
        <MarkCard
          leadId={leadId}
          field={field}
          label={label}
          status={status}
          mark={marks.marks.find((mark) => mark.field === field)}
          waiting={marks.waiting.includes(field as 'phone')}
          checkable={marks.checkable.includes(field as 'phone')}
          fixed={fixed}
          onDone={() => setOpen(false)}
        />
      }
    >
      <button
        type="button"
        className="field-mark"
        data-status={status}
        aria-label={w.about(label, w[status])}
        title={w[status]}
      >
        <span aria-hidden="true">{icons[status]}</span>
      </button>
    </Popover>
  )
}
