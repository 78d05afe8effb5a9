import { useQueryClient } from '@tanstack/react-query'
import { Modal } from 'antd'
import { useState } from 'react'
import { readLead } from '../../../contract/lead.ts'
import { previewUndo, undoMerge } from '../../../contract/merge.ts'
import { call } from '../../app/api.ts'
import type { Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { keyOf, useEndpoint } from '../../app/queries.ts'
import { useVocabulary } from '../../app/vocabulary.ts'
import { Answer } from '../../ui/Answer.tsx'
import { relativeTime } from '../../ui/format.ts'
import { useNow } from '../../ui/useNow.ts'
import { useToast } from '../../ui/useToast.tsx'
import { leadWords } from '../lead/words.ts'
import { Conflicts } from './Conflicts.tsx'
import { mergeWords } from './words.ts'
import './merge.css'

interface UndoDialogProps {
  mergeId: string
  onClose: () => void
}

/** Tells what undoing a merge brings back, and asks about what was edited since. */
export function UndoDialog({ mergeId, onClose }: UndoDialogProps) {
  const w = useWords(mergeWords)
  const toast = useToast()
  const client = useQueryClient()
  const { fields } = useVocabulary()
  const seen = useEndpoint(previewUndo, { params: { mergeId } }, { staleTime: 0 })
  const [restore, setRestore] = useState<ReadonlySet<string>>(new Set())
  const [busy, setBusy] = useState(false)
  const stands = seen.data && !seen.data.obstacle && seen.data.merge.undoneAt === null
  const undo = async () => {
    setBusy(true)
    try {
      await call(undoMerge, { params: { mergeId }, body: { restore: [...restore] } })
      toast.done(w.undone)
      onClose()
    } catch (error) {
      toast.refused(error)
    } finally {
      setBusy(false)
      void client.invalidateQueries({ queryKey: keyOf(readLead) })
    }
  }
  return (
    <Modal
      open
      title={w.undo}
      width={560}
      okText={w.undo}
      cancelText={w.cancel}
      okButtonProps={{ disabled: !stands, loading: busy }}
      onOk={() => void undo()}
      onCancel={onClose}
    >
      <Answer of={seen} rows={4}>
        {(data) => (
          <div className="merge-undo">
            <Told of={data} />
            <Conflicts conflicts={data.conflicts} fields={fields} restore={restore} onChange={setRestore} />
          </div>
        )}
      </Answer>
    </Modal>
  )
}

function Told({ of }: { of: Reply<typeof previewUndo> }) {
  const w = useWords(mergeWords)
  const l = useWords(leadWords)
  const { lang } = useLanguage()
  const now = useNow()
  const { merge, obstacle, holders, activities } = of
  if (obstacle) return <p className="notice notice-ochre">{obstacle.message}</p>
  if (merge.undoneAt) return <p>{w.alreadyUndone}</p>
  const when = relativeTime(new Date(merge.at), now, { lang })
  return (
    <>
      <p>{w.undoAsk(merge.leadIds.length, merge.by.name, when)}</p>
      <ul>
        {holders.map(({ leadId, holder, asBefore }) => {
          const name = holder.name ?? l[holder.kind]
          const told =
            holder.kind === 'closed' ? w.staysClosed : asBefore ? w.backTo(name) : w.insteadTo(name)
          return <li key={leadId}>{told}</li>
        })}
      </ul>
      {activities.length > 0 ? <p className="faint">{w.later(activities.length)}</p> : null}
    </>
  )
}
