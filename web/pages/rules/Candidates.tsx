import { useWords } from '../../app/language.tsx'
import { obstacleWords } from '../policy/obstacleWords.ts'
import type { Told } from './useTrial.ts'
import { rulesWords } from './words.ts'

interface CandidatesProps {
  told: Told['rules'][number]
  /** Who would get this lead. */
  next: string | null
}

/** Everybody the rule may give to: free or why not, how often their turn came, how many they hold. */
export function Candidates({ told, next }: CandidatesProps) {
  const w = useWords(rulesWords)
  const o = useWords(obstacleWords) as Readonly<Record<string, string>>
  const sorted = told.candidates.toSorted(
    (a, b) => Number(b.id === next) - Number(a.id === next) || Number(b.ok) - Number(a.ok),
  )
  return (
    <section aria-label={w.candidates}>
      <h3>{w.candidates}</h3>
      <table className="candidates">
        <tbody>
          {sorted.map(({ id, name, ok, because, given, holding }) => (
            <tr key={id} className={ok ? undefined : 'no'} data-next={id === next || undefined}>
              <td>
                {name} {id === next ? `← ${w.chosen}` : null}
              </td>
              <td>{o[because] ?? because}</td>
              <td>{w.turns(given)}</td>
              <td>{w.holds(holding)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
