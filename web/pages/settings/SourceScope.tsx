import { Select } from 'antd'
import { listSources } from '../../../contract/settings.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { useSettings } from './useSettings.ts'
import { settingsWords } from './words.ts'

/** For which source a policy is set: the organisation's own, or that of one source, which goes before it. */
export function SourceScope() {
  const w = useWords(settingsWords)
  const { source, go } = useSettings()
  const sources = useEndpoint(listSources, {}).data?.items ?? []
  return (
    <Select
      aria-label={w.forSource}
      className="scope"
      value={source ?? ''}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      prefix={<span className="scope-prefix">{w.forSource}</span>}
      options={[
        { value: '', label: w.whole },
        ...sources.map(({ sourceId, name }) => ({ value: sourceId, label: name })),
      ]}
      onChange={(id: string) => go({ source: id || undefined, panel: undefined })}
    />
  )
}
