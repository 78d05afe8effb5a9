import { listMakeUps } from '../../../contract/makeup.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useFreshen } from '../../app/live.ts'
import { useEndpoint } from '../../app/queries.ts'
import { Section } from '../../ui/Page.tsx'
import { AppealList } from '../lead/AppealList.tsx'
import { useMakeUpVerbs } from '../lead/makeup/useMakeUpVerbs.ts'
import { makeUpWords } from '../lead/makeup/words.ts'
import { fairnessWords } from './words.ts'

type Told = Reply<typeof listMakeUps>

/** Invalid leads that are made up for: who got how many of how many this month, and which. */
export function MakeUps() {
  const w = useWords(fairnessWords)
  const told = useEndpoint(listMakeUps, {}).data
  if (!told) return null
  return (
    <Section title={w.makeUps} about={told.limit === null ? w.makeUpsAll : w.makeUpsOf(told.limit)}>
      {told.reps.length > 0 ? <Used told={told} /> : <p className="quietly">{w.noMakeUps}</p>}
      <Made told={told} />
    </Section>
  )
}

/** What reps say against a make-up that was refused or taken back, to be answered. Nothing where nobody does. */
export function MakeUpAppeals() {
  const w = useWords(fairnessWords)
  const m = useWords(makeUpWords)
  const verbs = useMakeUpVerbs()
  useFreshen(['lead', 'policy'], [listMakeUps])
  const appeals = useEndpoint(listMakeUps, {}).data?.appeals ?? []
  if (appeals.length === 0) return null
  return (
    <Section title={w.appeals(appeals.length)}>
      <AppealList
        accept={m.accept}
        refuse={m.decline}
        refuseWhy={m.declineWhy}
        items={appeals.map(({ leadId, leadName, rep, reason, because, appealedAt, at, answer, mayRule }) => ({
          key: leadId,
          leadId,
          leadName,
          rep: rep.name,
          reason: reason ?? '',
          about: [because ? w.invalidFor(because) : '', answer ? w.takenFor(answer) : '']
            .filter(Boolean)
            .join(' · '),
          at: appealedAt ?? at ?? '',
          onAccept: mayRule ? () => void verbs.accept(leadId) : undefined,
          onRefuse: mayRule ? (why: string) => verbs.decline(leadId, why) : undefined,
        }))}
      />
    </Section>
  )
}

function Used({ told: { reps, limit } }: { told: Told }) {
  const w = useWords(fairnessWords)
  return (
    <div className="fairness-wide">
      <table className="fairness">
        <thead>
          <tr>
            <th scope="col">{w.rep}</th>
            <th scope="col">{w.madeUp}</th>
            <th scope="col">{w.granted}</th>
            <th scope="col">{w.notMade}</th>
          </tr>
        </thead>
        <tbody>
          {reps.map(({ rep, made, granted, refused }) => (
            <tr key={rep.id} data-spent={(limit !== null && made >= limit) || undefined}>
              <th scope="row">{rep.name || w.gone}</th>
              <td>{limit === null ? made : `${made}/${limit}`}</td>
              <td>{granted || '—'}</td>
              <td>{refused || '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Made({ told: { made } }: { told: Told }) {
  const w = useWords(fairnessWords)
  const m = useWords(makeUpWords)
  const verbs = useMakeUpVerbs()
  if (made.length === 0) return null
  return (
    <details className="fairness-made">
      <summary>{w.which(made.length)}</summary>
      <AppealList
        refuse={m.takeBack}
        refuseWhy={m.takeBackWhy}
        items={made.map(({ leadId, leadName, rep, because, at, answeredBy, mayRule }) => ({
          key: leadId,
          leadId,
          leadName,
          rep: rep.name,
          reason: because ?? '',
          about: answeredBy ? w.grantedBy(answeredBy.name) : '',
          at: at ?? '',
          onRefuse: mayRule ? (why: string) => verbs.takeBack(leadId, why) : undefined,
        }))}
      />
    </details>
  )
}
