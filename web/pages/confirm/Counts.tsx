import type { queueState } from '../../../contract/confirm.ts'
import type { Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVocabulary } from '../../app/vocabulary.ts'
import { formatCount } from '../../ui/format.ts'
import { confirmWords } from './words.ts'

type State = Reply<typeof queueState>
const kinds = ['confirmed', 'completed', 'refused', 'unreachable'] as const
type Kind = (typeof kinds)[number]

/** What the reader did today. */
export function MyDay({ me }: { me: State['me'] }) {
  const w = useWords(confirmWords)
  const { lang } = useLanguage()
  return (
    <section className="my-day">
      <h3>{w.today}</h3>
      <dl>
        {kinds.map((kind) => (
          <div key={kind}>
            <dt>{w[`${kind}N`]}</dt>
            <dd className="figure">{formatCount(me[kind], lang)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** What was done in the last week, per person and source. */
export function Counts({ counts, sources }: Pick<State, 'counts' | 'sources'>) {
  const w = useWords(confirmWords)
  const { choices, fields } = useVocabulary()
  const known = new Map(sources.map(({ sourceId, name }) => [sourceId, name]))
  const field = fields.get('source')
  const listed = (field && choices(field)) ?? []
  const nameOf = (sourceId: string) =>
    known.get(sourceId) ?? listed.find(({ value }) => value === sourceId)?.label ?? ''
  const rows = [...Map.groupBy(counts, ({ userId, sourceId }) => `${userId} ${sourceId}`).entries()]
  return (
    <section>
      <h3>{w.counts}</h3>
      {rows.length === 0 ? (
        <p className="faint">{w.noCounts}</p>
      ) : (
        <div className="confirm-scroll" role="region" aria-label={w.counts} tabIndex={0}>
          <table className="confirm-counts">
            <thead>
              <tr>
                <th scope="col">{w.who}</th>
                {kinds.map((kind) => (
                  <th key={kind} scope="col">
                    {w[`${kind}N`]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([key, theirs]) => (
                <tr key={key}>
                  <th scope="row">
                    {theirs[0]?.name} <small>{nameOf(theirs[0]?.sourceId ?? '')}</small>
                  </th>
                  {kinds.map((kind) => (
                    <Cell key={kind} counts={theirs} kind={kind} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function Cell({ counts, kind }: { counts: State['counts']; kind: Kind }) {
  const { lang } = useLanguage()
  const sum = counts.reduce((all, each) => all + each[kind], 0)
  return <td className="figure">{sum > 0 ? formatCount(sum, lang) : '·'}</td>
}
