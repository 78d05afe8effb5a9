import { Button } from 'antd'
import { createContext, use, useState } from 'react'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVocabulary } from '../../app/vocabulary.ts'
import { FieldInput } from '../../ui/FieldInput.tsx'
import type { ListRow } from '../lead/lead.ts'
import { mendable } from './lacks.ts'
import type { WorkOff } from './useWorkOff.ts'
import { quarantineWords } from './words.ts'

interface Mending extends Pick<WorkOff, 'mend' | 'busy'> {
  /** What was typed and not saved, by lead: rows leave the page when scrolled out of sight. */
  typed: Map<string, ReadonlyMap<string, unknown>>
}

/** What the cells of all rows mend with; a context, so that the columns stay the same. */
export const MendContext = createContext<Mending | undefined>(undefined)

/** As many as fit a row; a lead that lacks more is opened. */
const most = 2

/** The fields a lead lacks, to be filled in where it stands. Enter saves all, lets go and moves to the next row. */
export function MendCells({ row }: { row: ListRow }) {
  const w = useWords(quarantineWords)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  const mending = use(MendContext)
  const [typed, setTyped] = useState(() => mending?.typed.get(row.leadId) ?? new Map<string, unknown>())
  if (row.gone !== undefined)
    return <span className="mend-gone">{row.gone ? w.wentTo(row.gone) : w.went}</span>
  if (!mending || row.masked)
    return (
      <span className="mend-not" title={w.mayNotEdit}>
        {w.mayNotEdit}
      </span>
    )
  const who = row.name ?? row.company ?? w.nameless
  const wanted = mendable(row, fields)
  const type = (address: string, value: unknown) => {
    const next = new Map(typed).set(address, value)
    mending.typed.set(row.leadId, next)
    setTyped(next)
  }
  const save = async (from: HTMLElement) => {
    const after = nextRow(from)
    if (await mending.mend(row, typed)) {
      mending.typed.delete(row.leadId)
      after?.querySelector<HTMLInputElement>('.mend input')?.focus()
    }
  }
  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing) return
    // An open list of choices takes its own Enter.
    if (event.key === 'Enter' && !(event.target as Element).closest('.ant-select'))
      void save(event.currentTarget)
    else if (event.key === 'Escape') (event.target as HTMLElement).blur()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <span className="mend" onKeyDown={onKeyDown}>
      {wanted.slice(0, most).map(([address, field]) => (
        <span key={address} className="mend-field">
          <FieldInput
            field={field}
            label={w.mendCell(field.label[lang], who)}
            placeholder={field.label[lang]}
            value={typed.get(address) ?? null}
            onChange={(value) => type(address, value)}
          />
        </span>
      ))}
      {wanted.length > most ? <span className="mend-more">+{wanted.length - most}</span> : null}
      {typed.size > 0 ? (
        <Button
          size="small"
          type="primary"
          loading={mending.busy === row.leadId}
          title={w.save}
          onClick={(event) => void save(event.currentTarget)}
        >
          {w.saveShort}
        </Button>
      ) : null}
    </span>
  )
}

/** The row below, in the list's order. */
function nextRow(from: HTMLElement): HTMLElement | undefined {
  const row = from.closest<HTMLElement>('[role=row]')
  const at = Number(row?.getAttribute('aria-rowindex'))
  return [...(row?.parentElement?.querySelectorAll<HTMLElement>('[role=row]') ?? [])].find(
    (each) => Number(each.getAttribute('aria-rowindex')) === at + 1,
  )
}
