import { EditOutlined } from '@ant-design/icons'
import { createContext, use, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { editLead } from '../../../contract/lead.ts'
import type { Field } from '../../../rules/fields.ts'
import { addressOf } from '../../../rules/fields.ts'
import { call } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { FieldInput } from '../../ui/FieldInput.tsx'
import { useToast } from '../../ui/useToast.tsx'
import type { ListRow } from '../lead/lead.ts'
import { valueOf } from '../lead/useEdit.ts'
import { listWords } from './words.ts'

type Patch = (change: (row: ListRow) => ListRow | undefined) => void

/** How a cell writes what was saved back into the list it stands in. */
export const PatchContext = createContext<Patch | undefined>(undefined)

interface EditableCellProps {
  row: ListRow
  field: Field
  children: ReactNode
}

/** A cell with a pencil: pressed, it is edited where it stands. Enter saves, Escape takes it back; what is refused stays as typed. */
export function EditableCell({ row, field, children }: EditableCellProps) {
  const w = useWords(listWords)
  const { lang } = useLanguage()
  const patch = use(PatchContext)
  const [editing, setEditing] = useState(false)
  if (editing && patch)
    return <CellInput row={row} field={field} patch={patch} onClose={() => setEditing(false)} />
  return (
    <span className="cell-edit">
      <span className="cell-value">{children}</span>
      {patch && !row.masked && row.gone === undefined ? (
        <button type="button" aria-label={w.editCell(field.label[lang])} onClick={() => setEditing(true)}>
          <EditOutlined aria-hidden="true" />
        </button>
      ) : null}
    </span>
  )
}

interface CellInputProps extends Omit<EditableCellProps, 'children'> {
  patch: Patch
  onClose: () => void
}

function CellInput({ row, field, patch, onClose }: CellInputProps) {
  const w = useWords(listWords)
  const { lang } = useLanguage()
  const toast = useToast()
  const address = addressOf(field)
  const before = valueOf(row, address)
  const [value, setValue] = useState(before)
  /** What was refused: it stays to be mended, and is not sent again by leaving it. */
  const [refused, setRefused] = useState<string | undefined>()
  const saving = useRef(false)
  const save = async (next: unknown) => {
    const wanted = next === '' ? null : next
    if (JSON.stringify(wanted) === JSON.stringify(before)) return onClose()
    if (saving.current) return
    saving.current = true
    const own = address.startsWith('custom.') ? address.slice(7) : undefined
    try {
      const body = { version: row.version, ...(own ? { custom: { [own]: wanted } } : { [address]: wanted }) }
      const { version } = await call(editLead, { params: { leadId: row.leadId }, body })
      patch((each) => {
        if (each.leadId !== row.leadId) return each
        return own
          ? { ...each, version, custom: { ...each.custom, [own]: wanted } }
          : { ...each, version, [address]: wanted }
      })
      onClose()
    } catch (error) {
      setRefused(JSON.stringify(next))
      toast.refused(error)
    } finally {
      saving.current = false
    }
  }
  const leave = () => {
    if (JSON.stringify(value) !== refused) void save(value)
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') onClose()
    else if (event.key === 'Enter' && field.type !== 'list') void save(value)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const picked = field.type === 'choice' || field.type === 'date' || field.type === 'boolean'
  return (
    <div
      className="cell-input"
      data-refused={refused === undefined ? undefined : true}
      role="dialog"
      aria-label={w.editCell(field.label[lang])}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (!picked && !event.currentTarget.contains(event.relatedTarget)) leave()
      }}
    >
      <FieldInput
        field={field}
        label={w.editCell(field.label[lang])}
        value={value}
        autoFocus
        onChange={(next) => {
          setValue(next)
          if (picked) void save(next)
        }}
      />
    </div>
  )
}
