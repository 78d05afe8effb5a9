import { Button } from 'antd'
import { matchProblemSentence } from '../../../../rules/matching-problems.ts'
import type { MatchRule } from '../../../../rules/matching.ts'
import { checkMatching } from '../../../../rules/matching.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { useIs } from '../../../app/session.ts'
import { Section } from '../../../ui/Page.tsx'
import { PolicyLines } from '../../policy/PolicyLines.tsx'
import { PolicyPage } from '../../policy/PolicyPage.tsx'
import { sayMatchRule } from '../../policy/sayMatch.ts'
import { newLineId } from '../../policy/useLines.ts'
import { SourceScope } from '../SourceScope.tsx'
import { useSettings } from '../useSettings.ts'
import { settingsWords } from '../words.ts'
import { Likelihood } from './Likelihood.tsx'
import { likelihoodWords } from './likelihoodWords.ts'
import { MatchRuleEditor } from './MatchRuleEditor.tsx'
import { MatchTerms } from './MatchTerms.tsx'
import { MatchTrial } from './MatchTrial.tsx'
import { Protects } from './Protects.tsx'
import { Told } from './Told.tsx'
import { matchTrialWords } from './trialWords.ts'
import { matchWords } from './words.ts'
import './match.css'

const joined: MatchRule['does'] = {
  rep: 'merge',
  pool: 'merge',
  kept: 'merge',
  closed: 'link',
  converted: 'link',
  customer: 'link',
}

/** Who counts as the same person, and what then happens, per source or for all. */
export default function MatchPage() {
  const w = useWords(matchWords)
  const t = useWords(matchTrialWords)
  const l = useWords(likelihoodWords)
  const admin = useIs('admin')
  const s = useWords(settingsWords)
  const { lang } = useLanguage()
  const { source = '', panel, go } = useSettings()
  return (
    <PolicyPage
      kind="match"
      scope={source}
      title={s.match}
      intro={w.intro}
      panel={panel}
      onPanel={(next) => go({ panel: next })}
      actions={
        <>
          {admin ? <Button onClick={() => go({ panel: 'try' })}>{t.try}</Button> : null}
          <SourceScope />
        </>
      }
      renderSide={({ body }, vocabulary) =>
        panel === 'try' && admin ? (
          <MatchTrial policy={body} vocabulary={vocabulary} onClose={() => go({ panel: undefined })} />
        ) : undefined
      }
      isSound={(body, { fields }) => checkMatching(body, fields).length === 0}
    >
      {({ body, change }, vocabulary) => {
        const { terms, rules, told, protects } = body
        const problems = checkMatching(body, vocabulary.fields)
        return (
          <>
            <Section title={w.rules}>
              <PolicyLines<MatchRule>
                label={w.rules}
                items={rules}
                onChange={(next) => change({ ...body, rules: next })}
                fresh={() => ({
                  id: newLineId(),
                  name: '',
                  logic: terms[0]?.name ?? '',
                  strength: 'certain',
                  against: 'both',
                  does: joined,
                  active: true,
                })}
                empty={{ title: w.none, hint: w.noneHint }}
                say={(rule) => sayMatchRule(rule, terms, vocabulary.say)}
                isSound={({ id, name }) => !problems.some((problem) => problem.in === (name || id))}
              >
                {(rule, set) => (
                  <MatchRuleEditor rule={rule} terms={terms} vocabulary={vocabulary} onChange={set} />
                )}
              </PolicyLines>
            </Section>
            <Section title={w.terms} about={w.termsHint}>
              <MatchTerms
                terms={terms}
                rules={rules}
                vocabulary={vocabulary}
                onChange={(next) => change({ ...body, terms: next })}
              />
            </Section>
            {problems.length > 0 ? (
              <div className="notice notice-ochre" role="status">
                <ul>
                  {problems.map((problem) => (
                    <li key={`${problem.code} ${problem.in}`}>{matchProblemSentence(problem, lang)}</li>
                  ))}
                </ul>
              </div>
            ) : null}
            <Section title={l.likelihood} about={l.hint}>
              <Likelihood
                likelihood={body.likelihood}
                vocabulary={vocabulary}
                onChange={(next) => change({ ...body, likelihood: next })}
              />
            </Section>
            <Section title={w.told} about={w.toldHint}>
              <Told told={told} onChange={(next) => change({ ...body, told: next })} />
            </Section>
            <Section title={w.protects} about={w.protectsHint}>
              <Protects protects={protects} onChange={(next) => change({ ...body, protects: next })} />
            </Section>
          </>
        )
      }}
    </PolicyPage>
  )
}
