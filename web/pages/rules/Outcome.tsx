import type { AssignPolicy } from '../../../contract/assign.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import type { Lang, Words } from '../../app/language.tsx'
import { exactTime } from '../../ui/format.ts'
import { usePhone } from '../../ui/usePhone.ts'
import { leadWords } from '../lead/words.ts'
import { plain, sayAssign } from '../policy/saying.ts'
import type { RuleVocabulary } from '../policy/useSaying.ts'
import { Candidates } from './Candidates.tsx'
import { pointedAs } from './pointedAs.ts'
import { Because } from './TriedRule.tsx'
import type { Told, Tried } from './useTrial.ts'
import { rulesWords } from './words.ts'

interface OutcomeProps {
  told: Told
  draft: AssignPolicy
  tried: Tried
  vocabulary: RuleVocabulary
}

/** Who would get the tried lead, by which rule, out of whom; on a phone, which shows no rules beside it, the path too. */
export function Outcome({ told, draft, tried, vocabulary }: OutcomeProps) {
  const w = useWords(rulesWords)
  const l = useWords(leadWords)
  const phone = usePhone()
  const { lang } = useLanguage()
  const waits = told.holder.kind === 'waiting' ? waitsUntil(told.until, w, lang) : undefined
  const firing = told.rules.find(({ fires }) => fires)
  const at = draft.rules.findIndex(({ id }) => id === firing?.id)
  return (
    <>
      <div className="trial-outcome" role="status">
        <small>{w.wouldGo}</small>
        <b>{told.holder.name ?? l[told.holder.kind as 'pool'] ?? told.holder.kind}</b>
        {waits ? <small>{waits}</small> : null}
        <small>
          {firing ? `${at + 1}. ${firing.name}` : w.noneFires} · {w.scored(told.score, told.grade)}
        </small>
        {firing?.pointed ? <small>{pointedAs(firing.pointed, w)}</small> : null}
      </div>
      {phone ? <Path told={told} draft={draft} tried={tried} vocabulary={vocabulary} /> : null}
      {firing && firing.candidates.length > 0 ? <Candidates told={firing} next={told.holder.id} /> : null}
    </>
  )
}

function Path({ told, draft, tried, vocabulary }: OutcomeProps) {
  const w = useWords(rulesWords)
  return (
    <section aria-label={w.path}>
      <h3>{w.path}</h3>
      <ol className="trial-path">
        {draft.rules.map((rule) => {
          const own = told.rules.find(({ id }) => id === rule.id)
          return (
            <li key={rule.id} data-lit={own?.fires || undefined}>
              {rule.name || plain(sayAssign(rule, vocabulary.say))}
              {own ? <Because told={own} rule={rule} lead={tried.facts} vocabulary={vocabulary} /> : null}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

/** When one that would wait is dealt again. */
function waitsUntil(until: Told['until'], w: Words<typeof rulesWords>, lang: Lang): string {
  if (until === null) return w.untilPerson
  return until === 'free' ? w.untilFree : w.untilTime(exactTime(new Date(until), { lang }))
}
