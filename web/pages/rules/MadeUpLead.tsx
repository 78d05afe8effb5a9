import { Button, Cascader, Input, Select } from 'antd'
import { useState } from 'react'
import { listSources } from '../../../contract/settings.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { useVocabulary } from '../../app/vocabulary.ts'
import { useRegions } from '../../ui/useRegions.ts'
import type { TrialLead } from './useTrial.ts'
import { rulesWords } from './words.ts'

type MadeUp = Exclude<TrialLead, string>

/** A lead that nobody sent: a few facts are enough to see where it would go. */
export function MadeUpLead({ onTry }: { onTry: (lead: TrialLead) => void }) {
  const w = useWords(rulesWords)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  const sources = useEndpoint(listSources, {}).data?.items ?? []
  const [lead, setLead] = useState<Partial<MadeUp>>({})
  const source = lead.source ?? sources[0]?.key
  const set = (part: Partial<MadeUp>) => setLead((before) => ({ ...before, ...part }))
  const texts = ['company', 'title', 'need'] as const
  return (
    <form
      className="trial-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (source) onTry({ ...lead, source })
      }}
    >
      <Select
        aria-label={w.source}
        value={source ?? null}
        options={sources.map(({ key, name }) => ({ value: key, label: name }))}
        onChange={(key: string) => set({ source: key })}
      />
      <RegionPick onPick={(region) => set({ region })} />
      {texts.map((key) => (
        <Input
          key={key}
          aria-label={fields.get(key)?.label[lang] ?? key}
          placeholder={fields.get(key)?.label[lang] ?? key}
          value={lead[key] ?? ''}
          onChange={(event) => set({ [key]: event.target.value || undefined })}
        />
      ))}
      <Button type="primary" htmlType="submit" disabled={!source}>
        {w.tryIt}
      </Button>
    </form>
  )
}

interface RegionNode {
  value: string
  label: string
  isLeaf: boolean
  children?: RegionNode[]
}

function RegionPick({ onPick }: { onPick: (region: string | undefined) => void }) {
  const w = useWords(rulesWords)
  const { lang } = useLanguage()
  const regions = useRegions()
  const grow = (code: string): RegionNode => {
    const below = regions?.childRegions(code) ?? []
    const node = {
      value: code,
      label: regions?.regionShortName(code, lang) ?? code,
      isLeaf: below.length === 0,
    }
    return below.length > 0 ? { ...node, children: below.map(grow) } : node
  }
  // As somebody would write it; the server reads it as it reads what arrives.
  const nameOf = (code: string | undefined) => (code ? regions?.regionName(code, 'zh') : undefined)
  return (
    <Cascader
      aria-label={w.region}
      placeholder={w.region}
      changeOnSelect
      showSearch
      options={(regions?.childRegions() ?? []).map(grow)}
      onChange={(path) => onPick(nameOf(path?.at(-1)))}
    />
  )
}
