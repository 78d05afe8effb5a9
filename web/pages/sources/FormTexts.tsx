import { Input, Select } from 'antd'
import { useWords } from '../../app/language.tsx'
import { Section } from '../../ui/Page.tsx'
import type { Draft } from './formDraft.ts'
import { formWords } from './formWords.ts'
import { Labelled } from './Labelled.tsx'
import type { Source } from './SourcePanel.tsx'

interface FormTextsProps {
  draft: Draft
  sources: readonly Source[]
  onChange: (part: Partial<Draft>) => void
}

/** What the form says, and as whose its leads count. */
export function FormTexts({ draft, sources, onChange }: FormTextsProps) {
  const w = useWords(formWords)
  return (
    <Section title={w.content}>
      <div className="labelled builder-texts">
        <Labelled label={w.title}>
          <Input
            autoFocus={draft.title === ''}
            maxLength={120}
            placeholder={w.titleHint}
            value={draft.title}
            onChange={({ target }) => onChange({ title: target.value })}
          />
        </Labelled>
        <Labelled label={w.source}>
          <Select
            aria-label={w.source}
            placeholder={w.needSource}
            showSearch={{ optionFilterProp: 'label' }}
            value={draft.sourceId || null}
            onChange={(sourceId: string | null) => onChange({ sourceId: sourceId ?? '' })}
            options={sources.map(({ sourceId, name }) => ({ value: sourceId, label: name }))}
          />
        </Labelled>
        <Text
          label={w.intro}
          hint={w.introHint}
          value={draft.intro}
          most={2000}
          onChange={(intro) => onChange({ intro })}
        />
        <Labelled label={w.button}>
          <Input
            maxLength={40}
            value={draft.button}
            onChange={({ target }) => onChange({ button: target.value })}
          />
        </Labelled>
        <Text
          label={w.thanks}
          hint={w.thanksHint}
          value={draft.thanks}
          most={500}
          onChange={(thanks) => onChange({ thanks })}
        />
      </div>
    </Section>
  )
}

interface TextProps {
  label: string
  hint: string
  /** A quiet line beside the label. */
  about?: string | undefined
  value: string
  most: number
  onChange: (text: string) => void
}

export function Text({ label, hint, about, value, most, onChange }: TextProps) {
  return (
    <Labelled label={label} hint={about}>
      <Input.TextArea
        autoSize={{ minRows: 1, maxRows: 6 }}
        maxLength={most}
        placeholder={hint}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </Labelled>
  )
}
