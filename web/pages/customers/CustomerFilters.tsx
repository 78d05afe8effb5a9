import { SearchOutlined } from '@ant-design/icons'
import { Checkbox, Input, Select } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../../app/language.tsx'
import type { CustomersSearch } from './search.ts'
import { useHolders, useStages } from './useCustomers.ts'
import { customerWords } from './words.ts'

interface CustomerFiltersProps {
  search: CustomersSearch
  onChange: (part: Partial<CustomersSearch>) => void
}

/** What is looked for, at which stage, whose, and in which order: all of it in the address. */
export function CustomerFilters({ search, onChange }: CustomerFiltersProps) {
  const w = useWords(customerWords)
  const stages = useStages().options
  const holders = useHolders()
  return (
    <div className="customer-filters">
      <Find q={search.q ?? ''} onFind={(q) => onChange({ q: q || undefined })} />
      <Select
        size="small"
        aria-label={w.stage}
        value={search.stage ?? ''}
        onChange={(stage: string) => onChange({ stage: stage || undefined })}
        options={[{ value: '', label: w.anyStage }, ...stages]}
        popupMatchSelectWidth={false}
      />
      <Select
        size="small"
        aria-label={w.holder}
        value={search.whose ?? ''}
        onChange={(holder: string) => onChange({ whose: holder || undefined })}
        options={[{ value: '', label: w.anyHolder }, { value: 'none', label: w.nobodys }, ...holders]}
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
      />
      <Select
        size="small"
        aria-label={w.order}
        value={search.by ?? 'recent'}
        onChange={(sort: string) =>
          onChange({ by: sort === 'recent' ? undefined : (sort as CustomersSearch['by']) })
        }
        options={[
          { value: 'recent', label: w.recent },
          { value: 'lastPurchase', label: w.lastPurchase },
          { value: 'spend', label: w.spend },
        ]}
        popupMatchSelectWidth={false}
      />
      <Checkbox
        checked={search.archived === true}
        onChange={({ target }) => onChange({ archived: target.checked ? true : undefined })}
      >
        {w.archived}
      </Checkbox>
    </div>
  )
}

function Find({ q, onFind }: { q: string; onFind: (q: string) => void }) {
  const w = useWords(customerWords)
  const [text, setText] = useState(q)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const change = (next: string) => {
    setText(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onFind(next.trim()), 250)
  }
  return (
    <Input
      className="customer-find"
      size="small"
      allowClear
      prefix={<SearchOutlined aria-hidden="true" />}
      aria-label={w.find}
      placeholder={w.findPrompt}
      value={text}
      onChange={(event) => change(event.target.value)}
    />
  )
}
