import { Modal } from 'antd'
import { useWords } from '../../app/language.tsx'
import type { Group } from './useMergeAll.ts'
import { duplicatesWords } from './words.ts'

interface MergeAllDialogProps {
  groups: readonly Group[]
  busy: boolean
  onYes: () => void
  onClose: () => void
}

/** Says how many leads become how many before it is done, and that each can be undone. */
export function MergeAllDialog({ groups, busy, onYes, onClose }: MergeAllDialogProps) {
  const w = useWords(duplicatesWords)
  const leads = groups.reduce((sum, { leadIds }) => sum + leadIds.length, 0)
  return (
    <Modal
      open
      width={440}
      title={w.mergeAsk(groups.length, leads)}
      okText={w.mergeAll}
      cancelText={w.cancel}
      confirmLoading={busy}
      onOk={onYes}
      onCancel={onClose}
    >
      <p>{w.mergeTold}</p>
    </Modal>
  )
}
