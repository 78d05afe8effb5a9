import { Select } from 'antd'
import { listPurposes } from '../../../contract/consent.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { Section } from '../../ui/Page.tsx'
import type { Draft, Form } from './formDraft.ts'
import { Text } from './FormTexts.tsx'
import { formWords } from './formWords.ts'
import { Labelled } from './Labelled.tsx'

interface FormConsentProps {
  draft: Draft
  /** As it is saved; undefined for a new one. */
  saved: Form | undefined
  onChange: (part: Partial<Draft>) => void
}

/** What the form asks consent for: the text that must be agreed to, and one that may be left unticked. */
export function FormConsent({ draft, saved, onChange }: FormConsentProps) {
  const w = useWords(formWords)
  const { lang } = useLanguage()
  const purposes = useEndpoint(listPurposes, {}).data?.items ?? []
  const options = purposes.map(({ key, label }) => ({ value: key, label: label[lang] }))
  const version = (now: string, before: string | undefined, held: number | undefined) =>
    now === '' || held === undefined ? undefined : now === before ? w.textVersion(held) : w.textNext(held + 1)
  return (
    <Section title={w.consents} about={w.consentsAbout}>
      <div className="labelled builder-texts">
        <Text
          label={w.consent}
          hint={w.consentHint}
          about={version(draft.consent, saved?.consent, saved?.consentVersion)}
          value={draft.consent}
          most={1000}
          onChange={(consent) => onChange({ consent })}
        />
        {draft.consent === '' ? null : (
          <Labelled label={w.consentPurposes}>
            <Select
              mode="multiple"
              aria-label={w.consentPurposes}
              value={draft.consentPurposes}
              options={options}
              onChange={(consentPurposes: string[]) => onChange({ consentPurposes })}
            />
          </Labelled>
        )}
        <Text
          label={w.optIn}
          hint={w.optInHint}
          about={version(draft.optIn, saved?.optIn, saved?.optInVersion)}
          value={draft.optIn}
          most={1000}
          onChange={(optIn) => onChange({ optIn })}
        />
        {draft.optIn === '' ? null : (
          <Labelled label={w.optInPurpose}>
            <Select
              aria-label={w.optInPurpose}
              value={draft.optInPurpose}
              options={options}
              onChange={(optInPurpose: string) => onChange({ optInPurpose })}
            />
          </Labelled>
        )}
      </div>
    </Section>
  )
}
