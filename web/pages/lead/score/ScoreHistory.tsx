import { Button, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { readScoreHistory } from '../../../../contract/past.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { useLive } from '../../../app/live.ts'
import { useEndpoint } from '../../../app/queries.ts'
import { useVocabulary } from '../../../app/vocabulary.ts'
import { Chart } from '../../../ui/Chart.tsx'
import { historyWords } from './historyWords.ts'
import { type History, nearest, spotsOf } from './moments.ts'
import { plotOf } from './plot.ts'
import { ScoreSteps } from './ScoreSteps.tsx'
import { ScoreThen } from './ScoreThen.tsx'
import './score.css'

/** A lead's score over its life: as it was judged at each moment, or by today's scorecard all through. */
export function ScoreHistory({ leadId }: { leadId: string }) {
  const w = useWords(historyWords)
  const [byToday, setByToday] = useState(false)
  const then = useHistory(leadId, undefined)
  const current = then?.current ?? undefined
  const today = useHistory(leadId, byToday ? current : undefined)
  const shown = byToday ? today : then
  if (!then || !shown) return null
  const another = then.steps.some(({ version }) => version !== then.current)
  return (
    <section className="lead-part score-history" aria-label={w.title}>
      <header>
        <h3>{w.title}</h3>
        {another && current !== undefined ? (
          <Segmented
            size="small"
            aria-label={w.by}
            value={byToday ? 'today' : 'then'}
            options={[
              { value: 'then', label: w.asThen },
              { value: 'today', label: w.asToday },
            ]}
            onChange={(value) => setByToday(value === 'today')}
          />
        ) : null}
      </header>
      <Shown
        key={byToday ? 'today' : 'then'}
        leadId={leadId}
        history={shown}
        version={byToday ? current : undefined}
      />
    </section>
  )
}

/** Read again when something happens to the lead; meanwhile the last answer stays. */
function useHistory(leadId: string, version: number | undefined): History | undefined {
  const query = version === undefined ? {} : { version }
  const held = useEndpoint(readScoreHistory, { params: { leadId }, query }, { keep: true })
  useLive(['lead', 'policy'], ({ ids }) => {
    if (!ids?.length || ids.includes(leadId)) void held.refetch()
  })
  return held.data
}

interface ShownProps {
  leadId: string
  history: History
  version: number | undefined
}

function Shown({ leadId, history, version }: ShownProps) {
  const w = useWords(historyWords)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  const [at, setAt] = useState<string>()
  const [listed, setListed] = useState(false)
  const spots = useMemo(() => spotsOf(history, lang), [history, lang])
  const option = useMemo(() => plotOf(history, { spots, lang, words: w }), [history, spots, lang, w])
  const { steps, unknown, apart } = history
  const only = steps.length === 1 ? steps[0] : undefined
  const names = unknown.map((key) => fields.get(key)?.label[lang] ?? key)
  const pick = (value: number) => {
    const spot = nearest(spots, value)
    if (spot) setAt(new Date(spot.at).toISOString())
  }
  return (
    <>
      {only ? <p className="quietly">{w.unchanged(w.points(only.grade, only.score))}</p> : null}
      {only ? null : <Chart label={w.chart(steps.length)} option={option} height={180} onPick={pick} />}
      {names.length > 0 ? <p className="quietly">{w.unknown(names.join(w.list))}</p> : null}
      {apart > 0 ? <p className="quietly">{w.apart(Math.max(1, Math.round(apart / 3600)))}</p> : null}
      {at === undefined ? null : (
        <ScoreThen leadId={leadId} at={at} version={version} onClose={() => setAt(undefined)} />
      )}
      {only ? null : (
        <Button size="small" type="text" aria-expanded={listed} onClick={() => setListed(!listed)}>
          {listed ? w.fewer : w.steps(steps.length)}
        </Button>
      )}
      {listed ? <ScoreSteps steps={steps} at={at} onPick={setAt} /> : null}
    </>
  )
}
