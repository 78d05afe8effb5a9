import { BulbOutlined } from '@ant-design/icons'
import { Popover } from 'antd'
import { createContext, use } from 'react'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVocabulary } from '../../app/vocabulary.ts'
import { formatPhone, formatShare } from '../../ui/format.ts'
import { Region } from '../../ui/Region.tsx'
import { Deadline } from '../../ui/RelativeTime.tsx'
import type { ListRow } from '../lead/lead.ts'
import { suggestWords } from './suggestWords.ts'
import type { Hint, Suggested } from './useSuggestions.ts'
import { quarantineWords } from './words.ts'

interface Suggesting {
  hints: ReadonlyMap<string, Hint>
  busy: string | undefined
  take: (row: ListRow, suggestion: Suggested) => void
}

/** What all rows are suggested; a context, so that the columns stay the same. */
export const SuggestContext = createContext<Suggesting | undefined>(undefined)

const DAY = 24 * 60

/** When the lead is refused by itself. */
export function RefusedIn({ row }: { row: ListRow }) {
  const at = use(SuggestContext)?.hints.get(row.leadId)?.refuseAt
  return at && row.gone === undefined ? <Deadline at={at} soonMinutes={2 * DAY} /> : null
}

/** The surest suggestion of a lead, taken by one press; the others behind it. */
export function Suggestions({ row, all }: { row: ListRow; all?: boolean }) {
  const w = useWords(suggestWords)
  const suggesting = use(SuggestContext)
  const told = suggesting?.hints.get(row.leadId)?.suggestions ?? []
  if (!suggesting || row.gone !== undefined || told.length === 0) return null
  const take = (each: Suggested) => (
    <Take
      key={`${each.field} ${each.value}`}
      row={row}
      suggestion={each}
      busy={suggesting.busy === row.leadId}
      onTake={() => suggesting.take(row, each)}
    />
  )
  const [first, ...others] = told
  if (!first) return null
  if (all) return <div className="suggest-all">{told.map(take)}</div>
  return (
    <span className="suggest">
      {take(first)}
      {others.length > 0 ? (
        <Popover trigger="click" content={<div className="suggest-all">{others.map(take)}</div>}>
          <button type="button" className="suggest-more" aria-label={w.more(others.length)}>
            +{others.length}
          </button>
        </Popover>
      ) : null}
    </span>
  )
}

interface TakeProps {
  row: ListRow
  suggestion: Suggested
  busy: boolean
  onTake: () => void
}

function Take({ row, suggestion: { field, value, before, confidence, message }, busy, onTake }: TakeProps) {
  const w = useWords(suggestWords)
  const q = useWords(quarantineWords)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  const label = fields.get(field)?.label[lang] ?? field
  const how = before ? w.why(message, before) : message
  return (
    <button
      type="button"
      className="suggest-take"
      disabled={busy}
      data-sure={confidence >= 0.8 || undefined}
      title={`${how}\n${w.sure(formatShare(confidence))}`}
      aria-label={w.takeIt(label, value, row.name ?? row.company ?? q.nameless)}
      onClick={(event) => {
        event.stopPropagation()
        onTake()
      }}
    >
      <BulbOutlined aria-hidden /> {label} → <b>{shownOf(field, value)}</b>
    </button>
  )
}

function shownOf(field: string, value: string) {
  if (field === 'region') return <Region code={value} />
  return field === 'phone' ? formatPhone(value) : value
}
