import { Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { consentChannels, recordConsent, withdrawConsent } from '../../../../contract/consent.ts'
import type { ConsentChannel, ConsentPurpose } from '../../../../contract/consent.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { useVerb } from '../../../app/queries.ts'
import { useToast } from '../../../ui/useToast.tsx'
import { consentWords } from './words.ts'

interface ConsentDialogProps {
  leadId: string
  kind: 'record' | 'withdraw'
  purposes: readonly ConsentPurpose[]
  onClose: () => void
  onDone: () => void
}

/** Records what a person agreed to, with its proof, or takes it back for all that is known of them. */
export function ConsentDialog({ leadId, kind, purposes, onClose, onDone }: ConsentDialogProps) {
  const w = useWords(consentWords)
  const { lang } = useLanguage()
  const toast = useToast()
  const records = kind === 'record'
  const [purpose, setPurpose] = useState(records ? (purposes[0]?.key ?? '') : 'any')
  const [channel, setChannel] = useState<ConsentChannel>('any')
  const [note, setNote] = useState('')
  const record = useVerb(recordConsent)
  const withdraw = useVerb(withdrawConsent)
  const give = () => {
    const body = { purpose, channel, note: note.trim() }
    if (records)
      record.mutate(
        { params: { leadId }, body },
        {
          onSuccess: ({ released }) => {
            toast.done(released ? w.recordedGone : w.recorded)
            onDone()
          },
          onError: toast.refused,
        },
      )
    else
      withdraw.mutate(
        { body: { ...body, leadId } },
        {
          onSuccess: ({ leads }) => {
            toast.done(w.withdrew(leads))
            onDone()
          },
          onError: toast.refused,
        },
      )
  }
  const named = purposes.map(({ key, label }) => ({ value: key, label: label[lang] }))
  return (
    <Modal
      open
      width={440}
      title={records ? w.record : w.withdraw}
      okText={records ? w.record : w.withdraw}
      cancelText={w.cancel}
      okButtonProps={{ disabled: records && note.trim() === '', danger: !records }}
      confirmLoading={record.isPending || withdraw.isPending}
      onOk={give}
      onCancel={onClose}
    >
      <div className="stack consent-ask">
        {records ? null : <p>{w.withdrawText}</p>}
        <label>
          {w.purpose}
          <Select
            aria-label={w.purpose}
            value={purpose}
            options={records ? named : [{ value: 'any', label: w.everything }, ...named]}
            onChange={setPurpose}
          />
        </label>
        <label>
          {w.channel}
          <Select
            aria-label={w.channel}
            value={channel}
            options={consentChannels.map((each) => ({ value: each, label: w[each] }))}
            onChange={setChannel}
          />
        </label>
        <label>
          {records ? w.proofOf : w.whyWithdraw}
          <Input.TextArea
            autoFocus
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={2000}
            placeholder={records ? w.proofHint : undefined}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
        </label>
      </div>
    </Modal>
  )
}
