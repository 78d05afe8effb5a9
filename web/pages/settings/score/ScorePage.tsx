import { Button } from 'antd'
import { lazy } from 'react'
import { useWords } from '../../../app/language.tsx'
import { PolicyPage } from '../../policy/PolicyPage.tsx'
import { GateState } from '../preview/GateState.tsx'
import { previewWords } from '../preview/words.ts'
import { useSettings } from '../useSettings.ts'
import { settingsWords } from '../words.ts'
import { soundPolicy } from './cards.ts'
import { Cards } from './Cards.tsx'
import { GradesCompared } from './GradesCompared.tsx'
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
  const { panel, go } = useSettings()
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
          <Button onClick={() => go({ panel: 'try' })}>{w.try}</Button>
          <Button onClick={() => go({ panel: 'preview', open: undefined })}>{p.open}</Button>
        </>
      }
      onCompare={(version) => go({ panel: 'preview', open: `v${version}` })}
      renderEffect={({ before, body }, vocabulary) => (
        <>
          <GateState draft={body} />
          <GradesCompared before={before} after={body} vocabulary={vocabulary} />
        </>
      )}
      renderSide={({ body }, vocabulary) =>
        panel === 'try' ? (
          <ScoreTrial policy={body} vocabulary={vocabulary} onClose={() => go({ panel: undefined })} />
        ) : undefined
      }
    >
      {({ body, before, change, published }, vocabulary) => (
        <>
          {published ? <Rescoring inForce={published} /> : null}
          <Cards
            policy={body}
            published={published ? before : undefined}
            vocabulary={vocabulary}
            onChange={change}
          />
        </>
      )}
    </PolicyPage>
  )
}
