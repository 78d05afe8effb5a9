import { Button, Tag } from 'antd'
import type { CustomField } from '../../../contract/policy.ts'
import { changeField, listFields } from '../../../contract/settings.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Page } from '../../ui/Page.tsx'
import { SortableItem } from '../../ui/SortableItem.tsx'
import { SortableList } from '../../ui/SortableList.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { FieldForm } from './FieldForm.tsx'
import { fieldWords } from './fieldWords.ts'
import { useSettings } from './useSettings.ts'
import { settingsWords } from './words.ts'

/** The organisation's own fields, in their order. */
export default function FieldsPage() {
  const w = useWords(fieldWords)
  const s = useWords(settingsWords)
  const { open, go } = useSettings()
  const fields = useEndpoint(listFields, {})
  const items = fields.data?.items ?? []
  const opened = items.find(({ fieldId }) => fieldId === open)
  const close = () => go({ open: undefined })
  const add = () => go({ open: 'new' })
  return (
    <Page
      title={s.fields}
      actions={
        <Button type="primary" onClick={add}>
          {w.newField}
        </Button>
      }
      side={
        open === 'new' || opened ? (
          <FieldForm key={open} held={opened} all={items} onClose={close} />
        ) : undefined
      }
    >
      <p className="page-intro">{w.intro}</p>
      <Answer of={fields}>
        {() =>
          items.length === 0 ? (
            <Empty title={w.none} action={<Button onClick={add}>{w.newField}</Button>}>
              {w.noneHint}
            </Empty>
          ) : (
            <FieldList items={items} open={open} onOpen={(fieldId) => go({ open: fieldId })} />
          )
        }
      </Answer>
    </Page>
  )
}

interface FieldListProps {
  items: readonly CustomField[]
  open: string | undefined
  onOpen: (fieldId: string) => void
}

function FieldList({ items, open, onOpen }: FieldListProps) {
  const w = useWords(fieldWords)
  const s = useWords(settingsWords)
  const { lang } = useLanguage()
  const order = useOrder()
  return (
    <SortableList label={s.fields} items={items} idOf={({ fieldId }) => fieldId} onOrder={order}>
      {(field, at) => (
        <SortableItem key={field.fieldId} id={field.fieldId} at={at} look={{ lit: field.fieldId === open }}>
          <div className="entry-said">
            <button type="button" className="entry-open" onClick={() => onOpen(field.fieldId)}>
              {field.label[lang] || field.key} <code className="hint">{field.key}</code>
            </button>
            <small>
              {w[field.type]}
              {field.options.length > 0
                ? `: ${field.options.map(({ label }) => label[lang]).join(' · ')}`
                : null}
            </small>
          </div>
          {field.personal ? <Tag>{w.personal}</Tag> : null}
          {field.fast ? <Tag>{w.fast}</Tag> : null}
        </SortableItem>
      )}
    </SortableList>
  )
}

/** Keeps a new order: each field whose place differs is written. */
function useOrder() {
  const toast = useToast()
  const change = useVerb(changeField, [listFields])
  return (items: readonly CustomField[]) => {
    const moved = items.flatMap((field, at) =>
      field.position === at + 1 ? [] : [{ ...field, position: at + 1 }],
    )
    const writes = moved.map(({ fieldId, ...body }) => change.mutateAsync({ params: { fieldId }, body }))
    void Promise.all(writes).catch(toast.refused)
  }
}
