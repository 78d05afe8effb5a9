import { Select } from 'antd'
import { quarantineSources } from '../../../contract/views.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { useVocabulary } from '../../app/vocabulary.ts'
import { figure } from '../import/job.ts'
import { commonLacks } from './lacks.ts'
import type { Wish } from './lacks.ts'
import { quarantineWords } from './words.ts'

interface FiltersProps {
  wish: Wish
  /** Fields that the leads in sight lack: they are offered too. */
  seen: readonly string[]
  onWish: (wish: Wish) => void
}

/** By source and by reason. */
export function Filters({ wish, seen, onWish }: FiltersProps) {
  const w = useWords(quarantineWords)
  const { lang } = useLanguage()
  const { fields, choices } = useVocabulary()
  const source = fields.get('source')
  const sources = (source && choices(source)) ?? []
  const lacks = [...new Set([...seen, ...commonLacks])].filter((address) => fields.has(address))
  return (
    <div className="q-filters" role="group" aria-label={w.filters}>
      <Select
        aria-label={w.source}
        value={wish.source ?? ''}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(to: string) => onWish({ ...wish, source: to || undefined })}
        options={[{ value: '', label: w.allSources }, ...sources]}
      />
      <Select
        aria-label={w.lacks}
        value={wish.lacks ?? ''}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(to: string) => onWish({ ...wish, lacks: to || undefined })}
        options={[
          { value: '', label: w.allReasons },
          ...lacks.map((address) => ({
            value: address,
            label: w.lacking(fields.get(address)?.label[lang] ?? address),
          })),
        ]}
      />
      <SourceToday wish={wish} onWish={onWish} />
    </div>
  )
}

/** How many of today's arrivals of each source came here: a channel that sends half its leads here is worth a call. */
function SourceToday({ wish, onWish }: Pick<FiltersProps, 'wish' | 'onWish'>) {
  const w = useWords(quarantineWords)
  const { lang } = useLanguage()
  const items = useEndpoint(quarantineSources, {}, { keep: true }).data?.items ?? []
  const today = items.filter((item) => item.heldToday > 0).slice(0, 4)
  if (today.length === 0) return null
  return (
    <ul className="q-today" aria-label={w.bySource}>
      {today.map((item) => (
        <li key={item.sourceId}>
          <button
            type="button"
            aria-pressed={wish.source === item.sourceId}
            data-bad={item.heldToday * 2 >= item.today && item.today >= 5 ? true : undefined}
            onClick={() =>
              onWish({ ...wish, source: wish.source === item.sourceId ? undefined : item.sourceId })
            }
          >
            {item.name} <small>{w.ofToday(figure(item.heldToday, lang), figure(item.today, lang))}</small>
          </button>
        </li>
      ))}
    </ul>
  )
}
