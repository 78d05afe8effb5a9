import { Radio } from 'antd'
import type { MatchPolicy } from '../../../../contract/policy.ts'
import { useWords } from '../../../app/language.tsx'
import { Section } from '../../../ui/Page.tsx'
import { PolicyPage } from '../../policy/PolicyPage.tsx'
import { SourceScope } from '../SourceScope.tsx'
import { useSettings } from '../useSettings.ts'
import { settingsWords } from '../words.ts'
import { MatchTerms } from './MatchTerms.tsx'
import { matchWords } from './words.ts'

/** Who counts as the same person, and what then happens, per source or for all. */
export default function MatchPage() {
  const w = useWords(matchWords)
  const s = useWords(settingsWords)
  const { source = '', panel, go } = useSettings()
  return (
    <PolicyPage
      kind="match"
      scope={source}
      title={s.match}
      intro={w.intro}
      panel={panel}
      onPanel={(next) => go({ panel: next })}
      actions={<SourceScope />}
      isSound={({ terms }) => terms.length > 0}
    >
      {({ body, change }, { say }) => (
        <>
          <Section title={w.terms}>
            <MatchTerms
              terms={body.terms}
              nameOf={say.field}
              onChange={(terms) => change({ ...body, terms })}
            />
          </Section>
          <Section title={w.onMatch}>
            <Radio.Group
              aria-label={w.onMatch}
              className="choices"
              value={body.onMatch}
              onChange={(event) => change({ ...body, onMatch: event.target.value as MatchPolicy['onMatch'] })}
              options={(['link', 'flag', 'refuse'] as const).map((value) => ({
                value,
                label: (
                  <>
                    {w[value]}
                    <small>{w[`${value}Hint`]}</small>
                  </>
                ),
              }))}
            />
          </Section>
        </>
      )}
    </PolicyPage>
  )
}
