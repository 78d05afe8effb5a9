import { Checkbox, Input, Select } from 'antd'
import { consentChannels, listPurposes } from '../../../contract/consent.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { Section } from '../../ui/Page.tsx'
import type { Job } from './job.ts'
import { mapWords } from './mapWords.ts'

export type Whole = Job['consent']

interface FileConsentProps {
  value: Whole
  onChange: (value: Whole) => void
}

/** One statement for the whole file: what its people agreed to, and how it can be proven. */
export function FileConsent({ value, onChange }: FileConsentProps) {
  const w = useWords(mapWords)
  const { lang } = useLanguage()
  const purposes = useEndpoint(listPurposes, {}).data?.items ?? []
  const fresh = { purpose: purposes[0]?.key ?? 'contact', channel: 'any' as const, proof: '', at: null }
  return (
    <Section title={w.consent} about={w.fileConsentHint}>
      <Checkbox checked={value !== null} onChange={(event) => onChange(event.target.checked ? fresh : null)}>
        {w.fileConsent}
      </Checkbox>
      {value ? (
        <div className="file-consent">
          <Select
            aria-label={w.purpose}
            value={value.purpose}
            options={purposes.map(({ key, label }) => ({ value: key, label: label[lang] }))}
            onChange={(purpose: string) => onChange({ ...value, purpose })}
          />
          <Select
            aria-label={w.consentChannel}
            value={value.channel ?? 'any'}
            options={consentChannels.map((channel) => ({ value: channel, label: w[`by_${channel}`] }))}
            onChange={(channel) => onChange({ ...value, channel })}
          />
          <Input
            aria-label={w.proof}
            placeholder={w.proof}
            maxLength={400}
            status={value.proof.trim() === '' ? 'warning' : ''}
            value={value.proof}
            onChange={({ target }) => onChange({ ...value, proof: target.value })}
          />
        </div>
      ) : null}
    </Section>
  )
}
