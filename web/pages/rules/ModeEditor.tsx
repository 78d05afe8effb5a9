import { InputNumber, Segmented, Select, Slider, Switch } from 'antd'
import type { ReactNode } from 'react'
import type { AssignPolicy } from '../../../contract/assign.ts'
import { useWords } from '../../app/language.tsx'
import { modeWords } from '../policy/modeWords.ts'
import { sayMode } from '../policy/sayMode.ts'
import type { Draft } from '../policy/useDraft.ts'
import type { RuleVocabulary } from '../policy/useSaying.ts'

type Mode = NonNullable<AssignPolicy['mode']>

const common = { floor: { share: 0.5, days: 30, grades: ['A'] }, explore: 0, catchUp: false }
/** Where each mode begins; custom keeps what was set before. */
const begun: Readonly<Record<'growth' | 'lean', Mode>> = {
  growth: { ...common, kind: 'growth', dial: 0.2, catchUp: true, claims: 'open', moves: 'open' },
  lean: {
    ...common,
    kind: 'lean',
    dial: 0.9,
    floor: { ...common.floor, share: 0.3 },
    explore: 0.05,
    claims: 'limited',
    moves: 'barred',
  },
}

interface ModeEditorProps {
  draft: Draft<'assign'>
  vocabulary: RuleVocabulary
}

/** How leads are shared out, as one switch with its parts; part of the draft, so it is published or planned with the rules. */
export function ModeEditor({ draft, vocabulary }: ModeEditorProps) {
  const w = useWords(modeWords)
  const { body } = draft
  const { mode } = body
  const keep = (next: Mode | undefined) => {
    const { mode: _, ...rest } = body
    draft.change(next ? { ...rest, mode: next } : rest)
  }
  const pick = (kind: Mode['kind'] | 'none') => {
    if (kind === 'none') keep(undefined)
    else keep(kind === 'custom' ? { ...(mode ?? begun.growth), kind } : begun[kind])
  }
  const kind = mode?.kind ?? 'none'
  return (
    <section className="mode" aria-label={w.mode}>
      <div className="mode-switch">
        <span className="rule-label">{w.mode}</span>
        <Segmented
          value={kind}
          onChange={pick}
          options={(['none', 'growth', 'lean', 'custom'] as const).map((value) => ({
            value,
            label: w[value],
          }))}
        />
        <span className="mode-means">{w[`${kind}Means`]}</span>
      </div>
      {mode ? (
        <details className="mode-more">
          <summary>{sayMode(mode, vocabulary.say)}</summary>
          <Parts mode={mode} onChange={keep} />
        </details>
      ) : null}
    </section>
  )
}

function Parts({ mode, onChange }: { mode: Mode; onChange: (mode: Mode) => void }) {
  const w = useWords(modeWords)
  const floor = (part: Partial<Mode['floor']>) => onChange({ ...mode, floor: { ...mode.floor, ...part } })
  const permits = (['open', 'limited', 'barred'] as const).map((value) => ({ value, label: w[value] }))
  return (
    <div className="mode-parts">
      <Part label={w.dial}>
        <span>{w.even}</span>
        <Slider
          ariaLabelForHandle={w.dial}
          min={0}
          max={100}
          value={Math.round(mode.dial * 100)}
          onChange={(value: number) => onChange({ ...mode, dial: value / 100 })}
        />
        <span>{w.wins}</span>
      </Part>
      <Part label={w.floor} hint={w.floorHint}>
        <Percent label={w.floor} most={100} value={mode.floor.share} onChange={(share) => floor({ share })} />
      </Part>
      <Part label={w.days}>
        <InputNumber
          aria-label={w.days}
          min={1}
          max={365}
          precision={0}
          value={mode.floor.days}
          onChange={(days) => floor({ days: days ?? 30 })}
        />
      </Part>
      <Part label={w.grades}>
        <Select
          mode="tags"
          aria-label={w.grades}
          className="mode-grades"
          value={[...mode.floor.grades]}
          onChange={(grades: string[]) => floor({ grades })}
        />
      </Part>
      <Part label={w.explore} hint={w.exploreHint}>
        <Percent
          label={w.explore}
          most={50}
          value={mode.explore}
          onChange={(explore) => onChange({ ...mode, explore })}
        />
      </Part>
      <Part label={w.catchUp}>
        <Switch
          aria-label={w.catchUp}
          checked={mode.catchUp}
          onChange={(catchUp) => onChange({ ...mode, catchUp })}
        />
      </Part>
      <Part label={w.claims}>
        <Select
          aria-label={w.claims}
          value={mode.claims}
          options={permits}
          onChange={(claims) => onChange({ ...mode, claims })}
        />
      </Part>
      <Part label={w.moves}>
        <Select
          aria-label={w.moves}
          value={mode.moves}
          options={permits}
          onChange={(moves) => onChange({ ...mode, moves })}
        />
      </Part>
    </div>
  )
}

function Part({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <div className="mode-part">
      <span className="rule-label">{label}</span>
      <span className="mode-value">
        {children}
        {hint ? <small>{hint}</small> : null}
      </span>
    </div>
  )
}

interface PercentProps {
  label: string
  most: number
  /** 0 to 1. */
  value: number
  onChange: (value: number) => void
}

function Percent({ label, most, value, onChange }: PercentProps) {
  return (
    <InputNumber
      aria-label={label}
      min={0}
      max={most}
      suffix="%"
      value={Math.round(value * 100)}
      onChange={(next) => onChange((next ?? 0) / 100)}
    />
  )
}
