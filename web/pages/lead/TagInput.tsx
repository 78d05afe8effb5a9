import { AutoComplete } from 'antd'
import { useState } from 'react'
import { listTags } from '../../../contract/settings.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { UntilPicker } from '../../ui/UntilPicker.tsx'
import { pageWords } from './words.ts'

interface TagInputProps {
  held: readonly string[]
  /** `until` (ISO 8601): it lapses then; else it stays. */
  onAdd: (tag: string, until: string | undefined) => void
  onClose: () => void
}

/** Offers the tags in use; any other text will do. Stays open, for tags come in twos and threes. */
export function TagInput({ held, onAdd, onClose }: TagInputProps) {
  const w = useWords(pageWords)
  const known = useEndpoint(listTags, {}, { staleTime: 60_000 }).data?.items ?? []
  const [text, setText] = useState('')
  const [until, setUntil] = useState<string | undefined>()
  const add = (tag: string) => {
    const clean = tag.trim().slice(0, 40)
    if (clean && !held.includes(clean)) onAdd(clean, until)
    setText('')
  }
  const leave = (event: React.FocusEvent<HTMLElement>) => {
    // The calendar stands outside the page's flow: going there is not leaving.
    const to = event.relatedTarget
    if (!event.currentTarget.contains(to) && !to?.closest('.ant-picker-dropdown')) onClose()
  }
  return (
    <span className="tag-adding" onBlur={leave}>
      <AutoComplete
        aria-label={w.addTag}
        size="small"
        autoFocus
        defaultOpen
        className="tag-input"
        value={text}
        onChange={setText}
        onSelect={add}
        options={known
          .filter((tag) => !held.includes(tag) && tag.toLowerCase().includes(text.toLowerCase()))
          .slice(0, 12)
          .map((value) => ({ value }))}
        defaultActiveFirstOption={false}
        popupMatchSelectWidth={180}
        onInputKeyDown={(event) => {
          if (event.key === 'Escape') onClose()
          if (event.key === 'Enter' && !event.nativeEvent.isComposing && text) add(text)
        }}
      />
      <UntilPicker
        size="small"
        label={w.tagUntilWhen}
        placeholder={w.tagUntilWhen}
        value={until}
        onChange={setUntil}
      />
    </span>
  )
}
