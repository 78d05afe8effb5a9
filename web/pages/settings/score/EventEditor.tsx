import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input, InputNumber, Radio, Select } from 'antd'
import { behaviourKinds } from '../../../../contract/behaviour.ts'
import type { Criterion, Fading } from '../../../../contract/scorecard.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { behaviourName } from '../../policy/sayScore.ts'
import { criterionWords } from './criterionWords.ts'
import { MaybeNumber } from './MaybeNumber.tsx'

type EventCriterion = Extract<Criterion, { kind: 'event' }>

interface EventEditorProps {
  criterion: EventCriterion
  onChange: (criterion: EventCriterion) => void
}

/** What somebody did, about what, how often it counts, for how long, and how it fades. */
export function EventEditor({ criterion, onChange }: EventEditorProps) {
  const w = useWords(criterionWords)
  const { lang } = useLanguage()
  const { event, about, counts, withinDays, fading, most } = criterion
  const set = (part: { [K in keyof EventCriterion]?: EventCriterion[K] | undefined }) =>
    onChange(
      Object.fromEntries(
        Object.entries({ ...criterion, ...part }).filter(([, value]) => value !== undefined),
      ) as unknown as EventCriterion,
    )
  return (
    <>
      <div className="rule-pair">
        <label className="rule-field">
          <span className="rule-label">{w.did}</span>
          <Select
            className="scope"
            aria-label={w.did}
            options={behaviourKinds.map((kind) => ({ value: kind, label: behaviourName(kind, lang) }))}
            value={event}
            onChange={(kind) => set({ event: kind })}
          />
        </label>
        <label className="rule-field">
          <span className="rule-label">{w.about}</span>
          <Input
            maxLength={200}
            placeholder={w.aboutPrompt}
            value={about ?? ''}
            onChange={({ target }) => set({ about: target.value || undefined })}
          />
        </label>
      </div>
      <div className="rule-choose">
        <Radio.Group
          aria-label={w.counts}
          value={counts.kind}
          onChange={({ target }) =>
            set({ counts: target.value === 'each' ? { kind: 'each' } : { kind: 'once' } })
          }
          options={[
            { value: 'once', label: w.once },
            { value: 'each', label: w.each },
          ]}
        />
        {counts.kind === 'once' ? (
          <>
            {w.fromTime}
            <InputNumber
              aria-label={w.fromTime}
              className="small-number"
              min={1}
              max={1000}
              precision={0}
              value={counts.atLeast ?? 1}
              onChange={(next) =>
                set({ counts: (next ?? 1) > 1 ? { kind: 'once', atLeast: next ?? 1 } : { kind: 'once' } })
              }
            />
            {w.times}
          </>
        ) : null}
      </div>
      <MaybeNumber
        label={w.within}
        unit={w.days}
        min={1}
        max={730}
        start={30}
        value={withinDays}
        onChange={(next) => set({ withinDays: next })}
      />
      <FadingEditor fading={fading} onChange={(next) => set({ fading: next })} />
      <MaybeNumber
        label={w.mostGiven}
        unit={w.pointsUnit}
        min={1}
        max={10_000}
        start={40}
        value={most}
        onChange={(next) => set({ most: next })}
      />
    </>
  )
}

const began: Record<Fading['kind'], Fading> = {
  halfLife: { kind: 'halfLife', days: 14 },
  steps: {
    kind: 'steps',
    steps: [
      { afterDays: 7, keep: 50 },
      { afterDays: 30, keep: 0 },
    ],
  },
}

interface FadingEditorProps {
  fading: Fading | undefined
  onChange: (fading: Fading | undefined) => void
}

/** Not at all, by half every so many days, or in steps. */
function FadingEditor({ fading, onChange }: FadingEditorProps) {
  const w = useWords(criterionWords)
  return (
    <>
      <div className="rule-choose">
        <Radio.Group
          aria-label={w.fading}
          value={fading?.kind ?? 'none'}
          onChange={({ target }) =>
            onChange(target.value === 'none' ? undefined : began[target.value as Fading['kind']])
          }
          options={[
            { value: 'none', label: w.lasts },
            { value: 'halfLife', label: w.halves },
            { value: 'steps', label: w.inSteps },
          ]}
        />
        {fading?.kind === 'halfLife' ? (
          <>
            <InputNumber
              aria-label={w.halves}
              className="small-number"
              min={0.01}
              max={3650}
              value={fading.days}
              onChange={(days) => onChange({ kind: 'halfLife', days: days ?? 14 })}
            />
            {w.days}
          </>
        ) : null}
      </div>
      {fading?.kind === 'steps' ? <StepsEditor fading={fading} onChange={onChange} /> : null}
    </>
  )
}

type Steps = Extract<Fading, { kind: 'steps' }>

function StepsEditor({ fading: { steps }, onChange }: { fading: Steps; onChange: (fading: Fading) => void }) {
  const w = useWords(criterionWords)
  // Days rise from step to step, and shares fall: each is held between those beside it.
  const keep = (next: Steps['steps']) => onChange({ kind: 'steps', steps: next })
  const set = (at: number, part: Partial<Steps['steps'][number]>) =>
    keep(steps.map((step, place) => (place === at ? { ...step, ...part } : step)))
  const last = steps.at(-1)?.afterDays ?? 0
  return (
    <ul className="grades">
      {steps.map(({ afterDays, keep: share }, at) => (
        <li key={at}>
          {w.after}
          <InputNumber
            aria-label={w.stepDays(at + 1)}
            className="small-number"
            min={(steps[at - 1]?.afterDays ?? 0) + 1}
            max={(steps[at + 1]?.afterDays ?? 731) - 1}
            precision={0}
            value={afterDays}
            onChange={(next) => next !== null && set(at, { afterDays: next })}
          />
          {w.daysKeep}
          <InputNumber
            aria-label={w.stepKeep(at + 1)}
            className="small-number"
            min={steps[at + 1]?.keep ?? 0}
            max={steps[at - 1]?.keep ?? 100}
            precision={0}
            suffix="%"
            value={share}
            onChange={(next) => set(at, { keep: next ?? 0 })}
          />
          <Button
            type="text"
            size="small"
            disabled={steps.length === 1}
            icon={<CloseOutlined aria-hidden="true" />}
            aria-label={w.removeStep(at + 1)}
            onClick={() => keep(steps.toSpliced(at, 1))}
          />
        </li>
      ))}
      {steps.length < 12 && last < 730 ? (
        <li>
          <Button
            size="small"
            icon={<PlusOutlined aria-hidden="true" />}
            onClick={() => keep([...steps, { afterDays: Math.min(730, last + 7), keep: 0 }])}
          >
            {w.addStep}
          </Button>
        </li>
      ) : null}
    </ul>
  )
}
