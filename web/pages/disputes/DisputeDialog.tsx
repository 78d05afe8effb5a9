import { Link } from '@tanstack/react-router'
import { Input, Modal } from 'antd'
import { useState } from 'react'
import { listDisputes, openDispute } from '../../../contract/dispute.ts'
import { Refused } from '../../app/api.ts'
import type { Sent } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useExplained } from '../../ui/ErrorState.tsx'
import { disputeWords } from './words.ts'

interface DialogProps {
  /** What the claimant knows of them. */
  customer: Sent<typeof openDispute>['body']['customer']
  onClose: () => void
  onOpened: (disputeId: string) => void
}

/** Claims a customer that another rep has, with a reason. A refusal stays in sight, with what was typed. */
export function DisputeDialog({ customer, onClose, onOpened }: DialogProps) {
  const w = useWords(disputeWords)
  const [reason, setReason] = useState('')
  const open = useVerb(openDispute, [listDisputes])
  const give = () => {
    if (!reason.trim() || open.isPending) return
    open.mutate(
      { body: { customer, reason: reason.trim() } },
      { onSuccess: ({ disputeId }) => onOpened(disputeId) },
    )
  }
  return (
    <Modal
      open
      title={w.disputeWhy}
      width={480}
      okText={w.dispute}
      cancelText={w.cancel}
      okButtonProps={{ disabled: !reason.trim(), loading: open.isPending }}
      onOk={give}
      onCancel={onClose}
    >
      <Input.TextArea
        aria-label={w.reason}
        autoFocus
        autoSize={{ minRows: 3, maxRows: 8 }}
        maxLength={1000}
        placeholder={w.disputeHint}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {open.error ? <Refusal error={open.error} /> : null}
    </Modal>
  )
}

function Refusal({ error }: { error: Error }) {
  const w = useWords(disputeWords)
  const { detail } = useExplained(error)
  const isOpen = error instanceof Refused && error.code === 'dispute.open'
  return (
    <p className="dispute-refusal" role="alert">
      {detail} {isOpen ? <Link to="/disputes">{w.toDisputes}</Link> : null}
    </p>
  )
}
