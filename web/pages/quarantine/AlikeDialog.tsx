import { Modal } from 'antd'
import { useEffect } from 'react'
import { previewAlike } from '../../../contract/quarantine.ts'
import type { Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useVocabulary } from '../../app/vocabulary.ts'
import { useExplained } from '../../ui/ErrorState.tsx'
import { formatCount, formatPhone } from '../../ui/format.ts'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { suggestWords } from './suggestWords.ts'
import { quarantineWords } from './words.ts'

interface AlikeDialogProps {
  pattern: string
  source: string | undefined
  onClose: () => void
  onYes: () => void
}

/** What fixing all that are alike does, before it is done: how many, and the first of them before and after. */
export function AlikeDialog({ pattern, source, onClose, onYes }: AlikeDialogProps) {
  const w = useWords(suggestWords)
  const { lang } = useLanguage()
  const { mutate, data, error } = useVerb(previewAlike)
  const { detail } = useExplained(error)
  useEffect(() => mutate({ body: { pattern, ...(source ? { source } : {}) } }), [mutate, pattern, source])
  return (
    <Modal
      open
      width={560}
      title={data ? w.dialog(formatCount(data.count, lang)) : w.fixAll}
      okText={w.fixAll}
      okButtonProps={{ disabled: !data || data.count === 0 }}
      cancelText={w.cancel}
      onOk={onYes}
      onCancel={onClose}
    >
      {error ? <p role="alert">{detail}</p> : null}
      {data ? (
        <>
          <p>
            <b>{data.message}</b>
          </p>
          <p className="alike-how">{w.dialogText}</p>
          <Samples of={data.samples} />
        </>
      ) : error ? null : (
        <Skeleton rows={4} />
      )}
    </Modal>
  )
}

function Samples({ of }: { of: Reply<typeof previewAlike>['samples'] }) {
  const w = useWords(suggestWords)
  const q = useWords(quarantineWords)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  const becomes = { released: w.becomesReleased, kept: w.becomesKept, duplicate: w.becomesDuplicate }
  const shown = (field: string, value: string) => (field === 'phone' ? formatPhone(value) : value)
  return (
    <ul className="alike-samples" aria-label={w.samples(of.length)}>
      {of.map(({ leadId, who, field, before, after, becomes: into }) => (
        <li key={leadId}>
          <span>{who ?? q.nameless}</span>
          <span>
            {fields.get(field)?.label[lang]}：<s>{before ? shown(field, before) : w.empty}</s> →{' '}
            <b>{shown(field, after)}</b>
          </span>
          <span data-into={into}>{becomes[into]}</span>
        </li>
      ))}
    </ul>
  )
}
