import { Button } from 'antd'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { useVocabulary } from '../../../app/vocabulary.ts'
import { formatShare } from '../../../ui/format.ts'
import { knows, obstacle } from '../lead.ts'
import type { Lead } from '../lead.ts'
import type { LeadVerbs } from '../useLeadVerbs.ts'
import { standingWords } from './words.ts'

/** How a lead stands beside the ideal customer, in one sentence, with the one thing to do about it. */
export function Standing({ lead, verbs }: { lead: Lead; verbs: LeadVerbs }) {
  const w = useWords(standingWords)
  const { profile, holder } = lead
  const why = profile?.because.map(({ label }) => label).join(w.list) ?? ''
  if (holder.kind === 'aside')
    return (
      <div className="banner" data-tone="grey">
        {why ? w.aside(why) : w.asideAnyhow}
        {lead.asideFrom ? (
          <div className="banner-do">
            <Button size="small" onClick={() => void verbs.takeBack()}>
              {w.takeBack}
            </Button>
          </div>
        ) : null}
      </div>
    )
  if (!profile || lead.closedAs) return null
  if (profile.kept)
    return (
      <div className="banner" data-tone="grey">
        {w.kept(why)}
      </div>
    )
  if (profile.verdict === 'unfit') {
    const may = knows(lead, 'release') && obstacle(lead, 'release') === undefined
    return (
      <div className="banner" data-tone="ochre">
        <b>{may ? w.unfit(why) : w.unfitTheirs(why)}</b>
        {may ? (
          <div className="banner-do">
            <Button size="small" type="primary" onClick={() => void verbs.setAside()}>
              {w.setAside}
            </Button>
          </div>
        ) : null}
      </div>
    )
  }
  return <p className="lead-standing">{<Said profile={profile} verdict={profile.verdict} />}</p>
}

interface SaidProps {
  profile: NonNullable<Lead['profile']>
  verdict: 'fits' | 'partly' | 'unsure'
}

function Said({ profile, verdict }: SaidProps) {
  const w = useWords(standingWords)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  if (verdict !== 'unsure') return w[verdict](profile.name, formatShare(profile.met))
  const missing = profile.missing.map((address) => fields.get(address)?.label[lang] ?? address)
  return w.unsure(profile.name, missing.join(w.list))
}
