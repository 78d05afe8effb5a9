import { reportShared } from '../../../contract/score-reports.ts'
import type { Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { LeadsLink } from '../../app/LeadsLink.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { formatCount, formatShare } from '../../ui/format.ts'
import { useRuleVocabulary } from '../policy/useSaying.ts'
import { reportWords } from './words.ts'

type Shared = Reply<typeof reportShared>
interface ReportProps {
  query: { days: number; source?: string; team?: string }
}

/** Facts that high scorers surely have more often than the rest. */
export function SharedFacts({ query }: ReportProps) {
  const w = useWords(reportWords)
  const held = useEndpoint(reportShared, { query }, { keep: true })
  return (
    <Answer of={held}>
      {(shared) =>
        shared.high + shared.rest === 0 ? (
          <Empty title={w.none}>{w.noneHint}</Empty>
        ) : (
          <Found shared={shared} />
        )
      }
    </Answer>
  )
}

function Found({ shared }: { shared: Shared }) {
  const w = useWords(reportWords)
  const { lang } = useLanguage()
  const { high, rest, grade, from, facts } = shared
  const what = grade === null ? w.tenth(from ?? 0) : w.gradeIs(grade)
  return (
    <>
      <p className="page-intro">
        {w.sharedOf(formatCount(high, lang), formatCount(rest, lang), what)} {w.sharedAbout}
        {lang === 'zh' ? '。' : '.'}
      </p>
      {facts.length === 0 ? (
        <Empty title={w.noShared}>{w.noSharedHint}</Empty>
      ) : (
        <div className="report-scroll" tabIndex={0} role="region" aria-label={w.shared}>
          <table className="report-table">
            <thead>
              <tr>
                <th scope="col">{w.fact}</th>
                <th scope="col">{w.times}</th>
                <th scope="col">{w.ofHigh}</th>
                <th scope="col">{w.ofRest}</th>
              </tr>
            </thead>
            <tbody>
              {facts.map((fact) => (
                <Line key={`${fact.field} ${fact.value}`} fact={fact} shared={shared} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

function Line({ fact, shared }: { fact: Shared['facts'][number]; shared: Shared }) {
  const w = useWords(reportWords)
  const { lang } = useLanguage()
  const { say } = useRuleVocabulary()
  const { field, value, label, lift, lower, upper, when } = fact
  const name = field === 'behaviour' ? w.did : say.field(field)
  const called = label?.[lang] ?? value
  const many = `${formatCount(fact.high, lang)} · ${formatShare(fact.high / shared.high)}`
  return (
    <tr>
      <th scope="row">{field === 'customer' ? name : `${name}: ${called}`}</th>
      <td className="figure">{w.timesOf(lift.toFixed(1), lower.toFixed(1), upper.toFixed(1))}</td>
      <td className="figure">
        {when ? (
          <LeadsLink when={when} sort="score">
            {many}
          </LeadsLink>
        ) : (
          many
        )}
      </td>
      <td className="figure">
        {formatCount(fact.rest, lang)} · {formatShare(shared.rest === 0 ? 0 : fact.rest / shared.rest)}
      </td>
    </tr>
  )
}
