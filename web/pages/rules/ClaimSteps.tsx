import { PlusOutlined } from '@ant-design/icons'
import { Button, InputNumber } from 'antd'
import type { Strategy } from '../../../contract/assign.ts'
import { useWords } from '../../app/language.tsx'
import type { RuleVocabulary } from '../policy/useSaying.ts'
import { Circle } from './Circle.tsx'
import { strategyWords } from './strategyWords.ts'
import type { Checked } from './useCheck.ts'
import { Row, WhoEditor } from './WhoEditor.tsx'

type Window = Extract<Strategy, { kind: 'claimWindow' }>

interface ClaimStepsProps {
  of: string
  strategy: Window
  vocabulary: RuleVocabulary
  checked: Checked | undefined
  onChange: (strategy: Window) => void
}

/** Who may claim first and for how long, step by step; after the last all of the pool may. */
export function ClaimSteps({ of, strategy, vocabulary, checked, onChange }: ClaimStepsProps) {
  const w = useWords(strategyWords)
  const { steps } = strategy
  const set = (next: Window['steps']) => onChange({ ...strategy, steps: next })
  return (
    <>
      {steps.map((step, at) => (
        <div key={at} className="claim-step" role="group" aria-label={w.step(at + 1)}>
          <Row
            label={w.step(at + 1)}
            onDrop={() => {
              if (steps.length > 1) set(steps.toSpliced(at, 1))
            }}
          >
            {w.stepFor}
            <InputNumber
              aria-label={w.minutes}
              min={1}
              max={10_080}
              precision={0}
              value={step.minutes}
              suffix={w.minutes}
              onChange={(minutes) => set(steps.with(at, { ...step, minutes: minutes ?? 1 }))}
            />
          </Row>
          <WhoEditor
            who={step.who}
            vocabulary={vocabulary}
            checked={checked}
            onChange={(who) => set(steps.with(at, { ...step, who: who ?? {} }))}
          />
          <Circle checked={checked} of={`${of}/${at}`} />
        </div>
      ))}
      <div className="rule-choose">
        <Button
          size="small"
          icon={<PlusOutlined aria-hidden="true" />}
          disabled={steps.length >= 5}
          onClick={() => set([...steps, { who: {}, minutes: 30 }])}
        >
          {w.addStep}
        </Button>
        <small className="rule-hint">{w.afterSteps}</small>
      </div>
    </>
  )
}
