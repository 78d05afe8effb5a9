import { Button } from 'antd'
import type { Scorecard } from '../../../../contract/policy.ts'
import { check } from '../../../../rules/check.ts'
import { useWords } from '../../../app/language.tsx'
import { Section } from '../../../ui/Page.tsx'
import { LeadsMatching } from '../../policy/LeadsMatching.tsx'
import { PolicyLines } from '../../policy/PolicyLines.tsx'
import { PolicyPage } from '../../policy/PolicyPage.tsx'
import { sayTerm } from '../../policy/saying.ts'
import { newLineId } from '../../policy/useLines.ts'
import { useSettings } from '../useSettings.ts'
import { settingsWords } from '../words.ts'
import { Grades, soundGrades } from './Grades.tsx'
import { GradesCompared } from './GradesCompared.tsx'
import { ScoreTrial } from './ScoreTrial.tsx'
import { TermEditor } from './TermEditor.tsx'
import { scoreWords } from './words.ts'
import './score.css'

type Term = Scorecard['terms'][number]

/** What makes a lead worth more, as lines with points, and where the grades begin. */
export default function ScorePage() {
  const w = useWords(scoreWords)
  const s = useWords(settingsWords)
  const { panel, go } = useSettings()
  return (
    <PolicyPage
      kind="score"
      title={s.score}
      intro={w.intro}
      panel={panel}
      onPanel={(next) => go({ panel: next })}
      isSound={({ terms, grades }, { fields }) =>
        terms.every(({ when }) => check(when, fields).length === 0) && soundGrades(grades)
      }
      actions={<Button onClick={() => go({ panel: 'try' })}>{w.try}</Button>}
      renderEffect={({ before, body }, vocabulary) => (
        <GradesCompared before={before} after={body} vocabulary={vocabulary} />
      )}
      renderSide={({ body }, vocabulary) =>
        panel === 'try' ? (
          <ScoreTrial card={body} vocabulary={vocabulary} onClose={() => go({ panel: undefined })} />
        ) : undefined
      }
    >
      {({ body, change }, vocabulary) => (
        <>
          <Section title={w.terms}>
            <PolicyLines<Term>
              label={w.terms}
              items={body.terms}
              onChange={(terms) => change({ ...body, terms })}
              fresh={() => ({ id: newLineId(), label: '', when: { all: [] }, points: 10 })}
              empty={{ title: w.none, hint: w.noneHint }}
              say={(term) => sayTerm(term, vocabulary.say)}
              isSound={({ when }) => check(when, vocabulary.fields).length === 0}
              renderAside={({ when }) => (
                <LeadsMatching condition={when} sound={check(when, vocabulary.fields).length === 0} />
              )}
            >
              {(term, set) => <TermEditor term={term} vocabulary={vocabulary} onChange={set} />}
            </PolicyLines>
          </Section>
          <Section title={w.grades} about={w.gradesHint}>
            <Grades grades={body.grades} onChange={(grades) => change({ ...body, grades })} />
          </Section>
        </>
      )}
    </PolicyPage>
  )
}
