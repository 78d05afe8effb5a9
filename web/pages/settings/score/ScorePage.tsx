import { Button } from 'antd'
import { useWords } from '../../../app/language.tsx'
import { PolicyPage } from '../../policy/PolicyPage.tsx'
import { useSettings } from '../useSettings.ts'
import { settingsWords } from '../words.ts'
import { soundPolicy } from './cards.ts'
import { Cards } from './Cards.tsx'
import { GradesCompared } from './GradesCompared.tsx'
import { Rescoring } from './Rescoring.tsx'
import { ScoreTrial } from './ScoreTrial.tsx'
import { scoreWords } from './words.ts'
import './score.css'

/** What makes a lead worth more: scorecards of groups of lines with points, and where the grades begin. */
export default function ScorePage() {
  const w = useWords(scoreWords)
  const s = useWords(settingsWords)
  const { panel, go } = useSettings()
  return (
    <PolicyPage
      kind="score"
      title={s.score}
      intro={w.intro}
      panel={panel}
      onPanel={(next) => go({ panel: next })}
      isSound={(body, { fields }) => soundPolicy(body, fields)}
      actions={<Button onClick={() => go({ panel: 'try' })}>{w.try}</Button>}
      renderEffect={({ before, body }, vocabulary) => (
        <GradesCompared before={before} after={body} vocabulary={vocabulary} />
      )}
      renderSide={({ body }, vocabulary) =>
        panel === 'try' ? (
          <ScoreTrial policy={body} vocabulary={vocabulary} onClose={() => go({ panel: undefined })} />
        ) : undefined
      }
    >
      {({ body, change, published }, vocabulary) => (
        <>
          {published ? <Rescoring inForce={published} /> : null}
          <Cards policy={body} vocabulary={vocabulary} onChange={change} />
        </>
      )}
    </PolicyPage>
  )
}
