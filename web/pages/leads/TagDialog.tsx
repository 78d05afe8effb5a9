import { Modal, Select } from 'antd'
import { useState } from 'react'
import { listTags } from '../../../contract/settings.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { UntilPicker } from '../../ui/UntilPicker.tsx'
import { listWords } from './words.ts'

interface TagDialogProps {
  count: number
  onClose: () => void
  onTag: (add: string[], remove: string[], expiresAt?: string) => Promise<boolean>
}

/** Which tags to give to leads, until when, and which to take away. */
export function TagDialog({ count, onClose, onTag }: TagDialogProps) {
  const w = useWords(listWords)
  const known = useEndpoint(listTags, {}, { staleTime: 60_000 }).data?.items ?? []
  const [add, setAdd] = useState<string[]>([])
  const [remove, setRemove] = useState<string[]>([])
  const [until, setUntil] = useState<string | undefined>()
  const apply = async () => {
    onClose()
    await onTag(add, remove, add.length > 0 ? until : undefined)
  }
  const options = known.map((value) => ({ value, label: value }))
  return (
    <Modal
      open
      width={440}
      title={w.bulkTitle(w.bulkTag, count)}
      okText={w.apply}
      cancelText={w.cancel}
      okButtonProps={{ disabled: add.length + remove.length === 0 }}
      onOk={() => void apply()}
      onCancel={onClose}
    >
      <div className="tag-dialog">
        <label htmlFor="tags-add">{w.tagAdd}</label>
        <Select
          id="tags-add"
          mode="tags"
          autoFocus
          placeholder={w.tagPrompt}
          options={options}
          value={add}
          onChange={setAdd}
        />
        {add.length > 0 ? (
          <>
            <label htmlFor="tags-until">{w.tagUntil}</label>
            <UntilPicker
              id="tags-until"
              label={w.tagUntil}
              placeholder={w.tagForEver}
              value={until}
              onChange={setUntil}
            />
          </>
        ) : null}
        <label htmlFor="tags-remove">{w.tagRemove}</label>
        <Select id="tags-remove" mode="multiple" options={options} value={remove} onChange={setRemove} />
      </div>
    </Modal>
  )
}
