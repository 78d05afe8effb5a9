import { Select } from 'antd'
import { listSources } from '../../../contract/settings.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { newWords } from './words.ts'

const stored = 'sluice.typed-source'

/** The source a typed lead is counted under: the one used last on this device, or the only one; '' until it is picked. */
export function useSource() {
  const sources = useEndpoint(listSources, {}, { staleTime: 60_000 }).data?.items ?? []
  const last = localStorage.getItem(stored)
  const only = sources.length === 1 ? sources[0]?.key : undefined
  return sources.find(({ key }) => key === last)?.key ?? only ?? ''
}

interface SourcePickerProps {
  id: string
  value: string
  onChange: (key: string) => void
}

export function SourcePicker({ id, value, onChange }: SourcePickerProps) {
  const w = useWords(newWords)
  const sources = useEndpoint(listSources, {}, { staleTime: 60_000 }).data?.items ?? []
  const choose = (key: string) => {
    localStorage.setItem(stored, key)
    onChange(key)
  }
  return (
    <Select
      id={id}
      className="field-input"
      placeholder={w.pickSource}
      {...(value ? {} : { status: 'warning' as const })}
      showSearch={{ optionFilterProp: 'label' }}
      options={sources.map(({ key, name }) => ({ value: key, label: name }))}
      value={value || null}
      onChange={choose}
    />
  )
}
