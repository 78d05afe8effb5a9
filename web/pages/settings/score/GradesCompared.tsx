import { listLeads } from '../../../../contract/lead.ts'
import type { ScorePolicy } from '../../../../contract/scorecard.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { useEndpoint } from '../../../app/queries.ts'
import { useMe } from '../../../app/session.ts'
import { Answer } from '../../../ui/Answer.tsx'
import { formatCount } from '../../../ui/format.ts'
import { useNow } from '../../../ui/useNow.ts'
import { factsOf } from '../../policy/facts.ts'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { asksBehaviour, gradeCounts, unseenIn } from './gradeCounts.ts'
import { scoreWords } from './words.ts'

interface GradesComparedProps {
  before: ScorePolicy
  after: ScorePolicy
  vocabulary: RuleVocabulary
}

const sample = 200

/** How many of the newest leads have each grade now, and would have by the draft. */
export function GradesCompared({ before, after, vocabulary }: GradesComparedProps) {
  const w = useWords(scoreWords)
  const { lang } = useLanguage()
  const { organisation } = useMe()
  const now = useNow()
  const newest = useEndpoint(listLeads, { query: { limit: sample } })
  const unseen = unseenIn([before, after])
  if (unseen.length > 0)
    return <p className="quietly">{w.untried(unseen.map(vocabulary.say.field).join(', '))}</p>
  return (
    <Answer of={newest} rows={3}>
      {({ items }) => {
        const ground = { fields: vocabulary.fields, at: { now, zone: organisation.timeZone } }
        const leads = items.map(factsOf)
        const counted = gradeCounts({ before, after, leads }, ground)
        return (
          <>
            {asksBehaviour([before, after]) ? <p className="quietly">{w.withoutBehaviour}</p> : null}
            <table className="compared">
              <caption>{w.effect(formatCount(items.length, lang))}</caption>
              <thead>
                <tr>
                  <th scope="col">{w.grade}</th>
                  <th scope="col">{w.now}</th>
                  <th scope="col">{w.after}</th>
                </tr>
              </thead>
              <tbody>
                {counted.map(({ grade, now: had, later }) => (
                  <tr key={grade} data-differs={had !== later || undefined}>
                    <th scope="row">{grade || w.ungraded}</th>
                    <td>{formatCount(had, lang)}</td>
                    <td>{formatCount(later, lang)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </>
        )
      }}
    </Answer>
  )
}
