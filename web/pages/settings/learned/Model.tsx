import { Button } from 'antd'
import { readModel } from '../../../../contract/learned.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { useEndpoint } from '../../../app/queries.ts'
import { Answer } from '../../../ui/Answer.tsx'
import { formatCount } from '../../../ui/format.ts'
import { Section } from '../../../ui/Page.tsx'
import { type RuleVocabulary, useRuleVocabulary } from '../../policy/useSaying.ts'
import { Agreement } from './Agreement.tsx'
import { Judged } from './Judged.tsx'
import { Leaks, LeftOut } from './LeftOut.tsx'
import type { Learned, LearnedModel } from './model.ts'
import type { Learning } from './useLearning.ts'
import { learnedWords } from './words.ts'

/** One learned card: how good it is, what weighs most, what was left out and why, and how new leads differ. */
export function Model({ modelId, learning }: { modelId: string; learning: Learning }) {
  const model = useEndpoint(readModel, { params: { modelId } })
  return <Answer of={model}>{(read) => <Shown model={read} learning={learning} />}</Answer>
}

function Shown({ model, learning }: { model: LearnedModel; learning: Learning }) {
  const w = useWords(learnedWords)
  const vocabulary = useRuleVocabulary()
  const { learned, keep, modelId } = model
  if (!learned) return null
  const use = learning.mayStart ? (
    <Button type="primary" loading={learning.busy} onClick={() => learning.use(modelId)}>
      {w.use}
    </Button>
  ) : undefined
  return (
    <>
      <Section title={w.quality} about={w.qualityAbout} actions={use}>
        <Judged judged={learned.judged} />
      </Section>
      <Section title={w.strongest} about={w.strongestAbout}>
        <Strongest criteria={learned.strongest} vocabulary={vocabulary} />
      </Section>
      <Section title={w.leaks} about={w.leaksAbout}>
        <Leaks
          learned={learned}
          vocabulary={vocabulary}
          onKeep={learning.mayStart ? (key) => learning.start([...keep, key]) : undefined}
        />
        {keep.length > 0 ? (
          <p className="hint">{w.kept(keep.map(vocabulary.say.field).join(w.list))}</p>
        ) : null}
      </Section>
      <Section title={w.drift}>
        <Drift drift={model.drift} vocabulary={vocabulary} />
      </Section>
      <Agreement modelId={modelId} />
      <Section title={w.left}>
        <LeftOut learned={learned} vocabulary={vocabulary} />
      </Section>
    </>
  )
}

interface StrongestProps {
  criteria: Learned['strongest']
  vocabulary: RuleVocabulary
}

function Strongest({ criteria, vocabulary }: StrongestProps) {
  const w = useWords(learnedWords)
  const { lang } = useLanguage()
  return (
    <ol className="learned-strongest">
      {criteria.map(({ when, points, leads }) => (
        <li key={JSON.stringify(when)}>
          <b data-down={points < 0 || undefined}>{points > 0 ? `+${points}` : `−${-points}`}</b>
          <span>{vocabulary.say.condition(when)}</span>
          <small>{w.leads(formatCount(leads, lang))}</small>
        </li>
      ))}
    </ol>
  )
}

function Drift({ drift, vocabulary }: { drift: LearnedModel['drift']; vocabulary: RuleVocabulary }) {
  const w = useWords(learnedWords)
  const { lang } = useLanguage()
  if (!drift) return <p className="hint">{w.driftNone}</p>
  return (
    <>
      <p className="hint">{w.driftAbout(formatCount(drift.leads, lang))}</p>
      <table className="learned-drift">
        <thead>
          <tr>
            <th scope="col">{w.field}</th>
            <th scope="col">{w.index}</th>
            <th scope="col">{w.means}</th>
          </tr>
        </thead>
        <tbody>
          {drift.columns.map(({ key, index, says }) => (
            <tr key={key} data-says={says}>
              <td>{vocabulary.say.field(key)}</td>
              <td>{index.toFixed(2)}</td>
              <td>{w[says]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
