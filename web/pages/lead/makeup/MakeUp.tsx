import { Button } from 'antd'
import { useState } from 'react'
import { readMakeUp } from '../../../../contract/makeup.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { useFreshen } from '../../../app/live.ts'
import { useEndpoint } from '../../../app/queries.ts'
import { useMe } from '../../../app/session.ts'
import { ReasonDialog } from '../ReasonDialog.tsx'
import { sayMakeUp } from './sayMakeUp.ts'
import { useMakeUpVerbs } from './useMakeUpVerbs.ts'
import { makeUpWords } from './words.ts'
import './makeup.css'

type Asking = 'appeal' | 'decline' | 'takeBack'

/** Of an invalid lead: whether another is owed for it, why or why not, and what one may do about it. */
export function MakeUp({ leadId }: { leadId: string }) {
  const w = useWords(makeUpWords)
  const { lang } = useLanguage()
  const { userId } = useMe()
  const [asking, setAsking] = useState<Asking>()
  useFreshen(['lead'], [readMakeUp])
  const verbs = useMakeUpVerbs()
  const makeUp = useEndpoint(readMakeUp, { params: { leadId } }).data?.makeUp
  if (!makeUp) return null
  const { state, rep, reason, answer, answeredBy, may } = makeUp
  const asks = {
    appeal: { title: w.appealWhy, verb: w.appealSend, give: verbs.appeal },
    decline: { title: w.declineWhy, verb: w.decline, give: verbs.decline },
    takeBack: { title: w.takeBackWhy, verb: w.takeBack, give: verbs.takeBack },
  }
  const ask = asking && asks[asking]
  return (
    <section className="make-up" aria-label={w.title}>
      <p>{sayMakeUp(makeUp, { lang, me: userId })}</p>
      {answer ? (
        <p className="make-up-said">{answeredBy ? w.says(answeredBy.name, answer) : answer}</p>
      ) : null}
      {reason && state === 'appealed' ? <p className="make-up-said">{w.says(rep.name, reason)}</p> : null}
      {may.appeal || may.answer || may.takeBack ? (
        <div className="banner-do">
          {may.appeal ? (
            <Button size="small" onClick={() => setAsking('appeal')}>
              {w.appeal}
            </Button>
          ) : null}
          {may.answer ? (
            <>
              <Button size="small" type="primary" onClick={() => void verbs.accept(leadId)}>
                {w.accept}
              </Button>
              <Button size="small" onClick={() => setAsking('decline')}>
                {w.decline}
              </Button>
            </>
          ) : null}
          {may.takeBack ? (
            <Button size="small" onClick={() => setAsking('takeBack')}>
              {w.takeBack}
            </Button>
          ) : null}
        </div>
      ) : null}
      {ask ? (
        <ReasonDialog
          title={ask.title}
          verb={ask.verb}
          onClose={() => setAsking(undefined)}
          onGive={(words) => ask.give(leadId, words)}
        />
      ) : null}
    </section>
  )
}
