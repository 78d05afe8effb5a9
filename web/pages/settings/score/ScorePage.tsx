import { Button } from 'antd'
import { lazy, useState } from 'react'
import { listFeedback, tellFeedback } from '../../../../contract/score-feedback.ts'
import { useWords } from '../../../app/language.tsx'
import { useVerb } from '../../../app/queries.ts'
import { useToast } from '../../../ui/useToast.tsx'
import { PolicyPage } from '../../policy/PolicyPage.tsx'
import { GateState } from '../preview/GateState.tsx'
import { previewWords } from '../preview/words.ts'
import { useSettings } from '../useSettings.ts'
import { settingsWords } from '../words.ts'
import { soundPolicy } from './cards.ts'
import { Cards } from './Cards.tsx'
import { sayWords } from './feedbackWords.ts'
import { GradesCompared } from './GradesCompared.tsx'
import { FeedbackTried, TellReps, useOpenRemarks } from './Misled.tsx'
import { Overriding } from './Overriding.tsx'
import { RepsSay } from './RepsSay.tsx'
import { Rescoring } from './Rescoring.tsx'
import { ScoreTrial } from './ScoreTrial.tsx'
import { scoreWords } from './words.ts'
import './score.css'

const PreviewPage = lazy(() => import('../preview/PreviewPage.tsx'))

/** What makes a lead worth more: scorecards of groups of lines with points, and where the grades begin. */
export default function ScorePage() {
  const w = useWords(scoreWords)
  const s = useWords(settingsWords)
  const p = useWords(previewWords)
  const f = useWords(sayWords)
  const { panel, go } = useSettings()
  const remarks = useOpenRemarks()?.total ?? 0
  const [tells, setTells] = useState(false)
  const tell = useVerb(tellFeedback, [listFeedback])
  const toast = useToast()
  const tellReps = (version: number) => {
    if (!tells || remarks === 0) return
    setTells(false)
    tell.mutate(
      { body: { version } },
      { onSuccess: ({ people }) => toast.done(f.told(people)), onError: toast.refused },
    )
  }
  if (panel === 'preview') return <PreviewPage />
  return (
    <PolicyPage
      kind="score"
      title={s.score}
      intro={w.intro}
      panel={panel}
      onPanel={(next) => go({ panel: next })}
      isSound={(body, { fields }) => soundPolicy(body, fields)}
      actions={
        <>
          <Button onClick={() => go({ panel: panel === 'say' ? undefined : 'say' })}>
            {f.open(remarks)}
          </Button>
          <Button onClick={() => go({ panel: 'try' })}>{w.try}</Button>
          <Button onClick={() => go({ panel: 'preview', open: undefined })}>{p.open}</Button>
        </>
      }
      onCompare={(version) => go({ panel: 'preview', open: `v${version}` })}
      renderEffect={({ before, body }, vocabulary) => (
        <>
          <GateState draft={body} />
          <GradesCompared before={before} after={body} vocabulary={vocabulary} />
          <FeedbackTried draft={body} />
          <TellReps checked={tells} onChange={setTells} />
        </>
      )}
      onPublished={tellReps}
      renderSide={({ body }, vocabulary) =>
        panel === 'try' ? (
          <ScoreTrial policy={body} vocabulary={vocabulary} onClose={() => go({ panel: undefined })} />
        ) : panel === 'say' ? (
          <RepsSay policy={body} vocabulary={vocabulary} onClose={() => go({ panel: undefined })} />
        ) : undefined
      }
    >
      {({ body, before, change, changed, published }, vocabulary) => (
        <>
          {changed && soundPolicy(body, vocabulary.fields) ? <FeedbackTried draft={body} /> : null}
          {published ? <Rescoring inForce={published} /> : null}
          <Cards
            policy={body}
            published={published ? before : undefined}
            vocabulary={vocabulary}
            onChange={change}
          />
          <Overriding />
        </>
      )}
    </PolicyPage>
  )
}
