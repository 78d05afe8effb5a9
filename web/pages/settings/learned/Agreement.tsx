import { readAgreement } from '../../../../contract/learned.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { useEndpoint } from '../../../app/queries.ts'
import { formatCount, formatShare } from '../../../ui/format.ts'
import { Section } from '../../../ui/Page.tsx'
import { learnedWords } from './words.ts'

/** How often the model says what reps say, by what they said; nothing where nobody has said anything. */
export function Agreement({ modelId }: { modelId: string }) {
  const w = useWords(learnedWords)
  const { lang } = useLanguage()
  const items = useEndpoint(readAgreement, { params: { modelId } }).data?.items ?? []
  const said = items.filter(({ count }) => count > 0)
  if (said.length === 0) return null
  const names = { high: w.claimHigh, low: w.claimLow, up: w.claimUp, down: w.claimDown }
  return (
    <Section title={w.agreement} about={w.agreementAbout}>
      <table className="learned-agreement">
        <thead>
          <tr>
            <th scope="col">{w.claim}</th>
            <th scope="col">{w.times}</th>
            <th scope="col">{w.agrees}</th>
          </tr>
        </thead>
        <tbody>
          {said.map(({ claim, count, agree }) => (
            <tr key={claim}>
              <th scope="row">{names[claim]}</th>
              <td className="figure">{formatCount(count, lang)}</td>
              <td className="figure">
                {formatCount(agree, lang)} · {formatShare(agree / count)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="hint">{w.agreementHint}</p>
    </Section>
  )
}
