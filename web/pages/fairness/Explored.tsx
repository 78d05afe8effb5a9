import { useWords } from '../../app/language.tsx'
import { formatShare } from '../../ui/format.ts'
import { Section } from '../../ui/Page.tsx'
import type { Told } from './FairnessPage.tsx'
import { fairnessWords } from './words.ts'

type Found = Told['explored'][number]
type Counted = Found['drawn']

/** What exploration found of a rule that gives to the likeliest: chance beside choice, and reps compared as if they had got the same leads. */
export function Explored({ explored, names }: { explored: Found; names: Told['names'] }) {
  const w = useWords(fairnessWords)
  const { name, drawn, chosen, reps } = explored
  const sorted = reps.toSorted(
    (a, b) => (b.estimate?.mean ?? -1) - (a.estimate?.mean ?? -1) || b.known - a.known,
  )
  return (
    <Section title={w.explored(name || w.unnamed)}>
      <p className="quietly">{w.exploredAbout}</p>
      <p>
        {w.chosen(chosen.leads, rateOf(chosen, w.unknown), chosen.known)}
        <br />
        {drawn.leads > 0 ? w.drawn(drawn.leads, rateOf(drawn, w.unknown), drawn.known) : w.noneDrawn}
      </p>
      <div className="fairness-wide">
        <table className="fairness">
          <thead>
            <tr>
              <th scope="col">{w.rep}</th>
              <th scope="col">{w.raw}</th>
              <th scope="col">{w.corrected}</th>
              <th scope="col">{w.effective}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ userId, estimate, effective, ...counts }) => (
              <tr key={userId} data-absent={estimate === null || undefined}>
                <th scope="row">{names[userId] ?? w.gone}</th>
                <td>
                  {rateOf(counts, '—')}{' '}
                  <small>
                    {counts.won}/{counts.known}
                  </small>
                </td>
                <td>
                  {estimate ? (
                    <>
                      <b>{formatShare(estimate.mean)}</b>{' '}
                      <small>
                        {formatShare(estimate.low)}–{formatShare(estimate.high)}
                      </small>
                    </>
                  ) : (
                    w.tooFew
                  )}
                </td>
                <td>{Math.round(effective)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

const rateOf = ({ won, known }: Pick<Counted, 'won' | 'known'>, none: string) =>
  known > 0 ? formatShare(won / known) : none
