import { Button, Switch } from 'antd'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { Answer } from '../../../ui/Answer.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { formatCount, formatShare } from '../../../ui/format.ts'
import { Page, Section } from '../../../ui/Page.tsx'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
import { useSettings } from '../useSettings.ts'
import { settingsWords } from '../words.ts'
import type { ModelRow } from './model.ts'
import { Model } from './Model.tsx'
import { type Learning, useLearning } from './useLearning.ts'
import { learnedWords } from './words.ts'
import './learned.css'

/** Scorecards learned from the organisation's own outcomes: learning one, and what each is worth. */
export default function LearnedPage() {
  const w = useWords(learnedWords)
  const s = useWords(settingsWords)
  const learning = useLearning()
  return (
    <Page title={s.learned}>
      <p className="page-intro">{w.intro}</p>
      <Answer of={learning.held}>
        {({ items, monthly }) => <Models items={items} monthly={monthly} learning={learning} />}
      </Answer>
    </Page>
  )
}

interface ModelsProps {
  items: readonly ModelRow[]
  monthly: boolean
  learning: Learning
}

function Models({ items, monthly, learning }: ModelsProps) {
  const w = useWords(learnedWords)
  const { open, go } = useSettings()
  const active = items.find(({ step }) => step !== null)
  const done = items.filter(({ state }) => state === 'done')
  const shown = done.find(({ modelId }) => modelId === open) ?? done[0]
  const start = learning.mayStart ? (
    <Button
      type={done.length === 0 ? 'primary' : 'default'}
      loading={learning.busy}
      disabled={active !== undefined}
      onClick={() => learning.start(shown?.keep ?? [])}
    >
      {done.length === 0 ? w.start : w.again}
    </Button>
  ) : null
  if (items.length === 0)
    return (
      <Empty title={w.none} action={start}>
        {w.noneHint}
      </Empty>
    )
  return (
    <>
      <div className="learned-start">
        {start}
        <label>
          <Switch
            size="small"
            checked={monthly}
            disabled={!learning.mayStart || learning.busy}
            onChange={learning.repeat}
          />{' '}
          {w.monthly}
        </label>
      </div>
      {active ? <Running model={active} learning={learning} /> : null}
      {shown ? <Model key={shown.modelId} modelId={shown.modelId} learning={learning} /> : null}
      <Section title={w.models}>
        <ul className="entries">
          {items.map((model) => (
            <Row
              key={model.modelId}
              model={model}
              open={model === shown}
              onOpen={() => go({ open: model.modelId })}
            />
          ))}
        </ul>
      </Section>
    </>
  )
}

function Running({ model, learning }: { model: ModelRow; learning: Learning }) {
  const w = useWords(learnedWords)
  const { lang } = useLanguage()
  const steps = { read: w.stepRead, learn: w.stepLearn, drift: w.stepDrift }
  const n = (count: number) => formatCount(count, lang)
  return (
    <div className="learned-running" role="status">
      <b>
        {w.running} · {steps[model.step ?? 'read']}
      </b>
      {model.leads > 0 ? <span>{w.ofRead(n(model.leadsRead), n(model.leads))}</span> : null}
      {learning.mayStart ? (
        <Button size="small" loading={learning.busy} onClick={() => learning.stop(model.modelId)}>
          {w.stop}
        </Button>
      ) : null}
    </div>
  )
}

function Row({ model, open, onOpen }: { model: ModelRow; open: boolean; onOpen: () => void }) {
  const w = useWords(learnedWords)
  const { lang } = useLanguage()
  const { state, failure, won, lost, auc, createdBy, createdAt, finishedAt } = model
  const said =
    state === 'done'
      ? `AUC ${auc === null ? '' : formatShare(auc)}`
      : state === 'cancelled'
        ? w.cancelled
        : state === 'failed'
          ? failure === 'too_few'
            ? w.tooFew
            : w.failed
          : w.running
  return (
    <li className="entry" data-open={open || undefined}>
      <div className="entry-said">
        {state === 'done' ? (
          <button type="button" className="entry-open" onClick={onOpen}>
            {said}
          </button>
        ) : (
          <b>{said}</b>
        )}
        <small>
          <RelativeTime at={finishedAt ?? createdAt} /> · {createdBy ? createdBy.name : w.bySchedule}
          {won !== null && lost !== null ? (
            <> · {w.outcomes(formatCount(won, lang), formatCount(lost, lang))}</>
          ) : null}
        </small>
      </div>
    </li>
  )
}
