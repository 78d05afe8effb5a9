import { useLanguage, useWords } from '../../app/language.tsx'
import { formatCount } from '../../ui/format.ts'
import { Section } from '../../ui/Page.tsx'
import { useRuleVocabulary } from '../policy/useSaying.ts'
import type { Report } from './ProfileReportPage.tsx'
import { Share } from './Share.tsx'
import { reportWords } from './words.ts'

/** Facts that leads that were won have oftener: a table to take criteria from. */
export function Suggested({ report: { suggested, decided } }: { report: Report }) {
  const w = useWords(reportWords)
  const { lang } = useLanguage()
  const { say } = useRuleVocabulary()
  return (
    <Section title={w.suggested}>
      {suggested.length === 0 ? (
        <p>{w.noSuggestion}</p>
      ) : (
        <>
          <p className="quietly">{w.suggestedHint(formatCount(decided, lang))}</p>
          <div className="report-wide">
            <table className="profile-table">
              <thead>
                <tr>
                  <th>{w.fact}</th>
                  {(['judged', 'won', 'rate', 'times'] as const).map((key) => (
                    <th key={key} className="number">
                      {w[key]}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {suggested.map(({ when, decided: n, won, rate, lift }) => (
                  <tr key={JSON.stringify(when)}>
                    <th scope="row">{say.condition(when)}</th>
                    <td className="number">{formatCount(n, lang)}</td>
                    <td className="number">{formatCount(won, lang)}</td>
                    <td className="number">
                      <Share of={rate} />
                    </td>
                    <td className="number">{lift.toLocaleString(lang, { maximumFractionDigits: 1 })}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Section>
  )
}
