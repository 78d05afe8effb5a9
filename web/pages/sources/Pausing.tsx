import { Button, InputNumber, Select, Switch } from 'antd'
import { useState } from 'react'
import { listSourceStates, pauseSource, resumeSource, setSourceGate } from '../../../contract/quality.ts'
import type { SourceGate } from '../../../contract/quality.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useFreshen } from '../../app/live.ts'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { formatShare } from '../../ui/format.ts'
import { Section } from '../../ui/Page.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { qualityWords } from './qualityWords.ts'

type State = Reply<typeof listSourceStates>['items'][number]

/** How each source stands, by id. */
export function useSourceStates(): ReadonlyMap<string, State> {
  const states = useEndpoint(listSourceStates, {})
  useFreshen(['policy'], [listSourceStates])
  return new Map((states.data?.items ?? []).map((state) => [state.sourceId, state]))
}

/** Whether a source is paused, by whom or for what, and when it is by itself. */
export function Pausing({ sourceId }: { sourceId: string }) {
  const w = useWords(qualityWords)
  const toast = useToast()
  const may = useIs('marketer', 'admin')
  const state = useSourceStates().get(sourceId)
  const pausing = useVerb(pauseSource, [listSourceStates])
  const resuming = useVerb(resumeSource, [listSourceStates])
  const params = { sourceId }
  const onError = (error: Error) => toast.refused(error)
  return (
    <Section title={w.pausing}>
      {state?.pausedAt ? (
        <div className="notice notice-ochre" role="status">
          <b>{w.paused}</b> <Why state={state} />
          <p>{w.keepsBack(state.held)}</p>
          <Button
            size="small"
            disabled={!may}
            title={may ? undefined : w.mayNot}
            loading={resuming.isPending}
            onClick={() =>
              resuming.mutate(
                { params, body: { letGo: true } },
                { onSuccess: () => toast.done(w.resumedDone), onError },
              )
            }
          >
            {w.resume}
          </Button>
        </div>
      ) : (
        <Button
          disabled={!may}
          title={may ? undefined : w.mayNot}
          loading={pausing.isPending}
          onClick={() =>
            pausing.mutate(
              { params },
              {
                onSuccess: () =>
                  toast.done(w.pausedDone, () => resuming.mutate({ params, body: { letGo: true } })),
                onError,
              },
            )
          }
        >
          {w.pause}
        </Button>
      )}
      <GateForm
        key={JSON.stringify(state?.gate ?? null)}
        sourceId={sourceId}
        gate={state?.gate ?? null}
        may={may}
      />
    </Section>
  )
}

function Why({ state: { pausedBy, why } }: { state: State }) {
  const w = useWords(qualityWords)
  if (pausedBy) return w.pausedBy(pausedBy.name)
  if (!why) return null
  const what = { incomplete: w.incomplete, duplicate: w.duplicates, unreachable: w.unreachable }[why.measure]
  return w.pausedFor(what, formatShare(why.limit), why.many, why.of)
}

/** How far back one may look, and does unless told. */
const spans = {
  arrivals: { least: 10, most: 10_000, usual: 200 },
  days: { least: 1, most: 90, usual: 7 },
}

const first: SourceGate = {
  window: { kind: 'arrivals', many: 200 },
  least: 50,
  limits: { incomplete: 0.4, duplicate: 0.5, unreachable: null },
  resumes: false,
}

interface GateFormProps {
  sourceId: string
  gate: SourceGate | null
  may: boolean
}

/** When a source is paused by itself. */
function GateForm({ sourceId, gate, may }: GateFormProps) {
  const w = useWords(qualityWords)
  const toast = useToast()
  const saving = useVerb(setSourceGate, [listSourceStates])
  const [draft, setDraft] = useState<SourceGate | null>(gate)
  const same = JSON.stringify(draft) === JSON.stringify(gate)
  const save = () =>
    saving.mutate(
      { params: { sourceId }, body: { gate: draft } },
      { onSuccess: () => toast.done(w.saved), onError: (error) => toast.refused(error) },
    )
  return (
    <div className="pausing">
      <label>
        <Switch
          checked={draft !== null}
          disabled={!may}
          aria-label={w.auto}
          onChange={(on) => setDraft(on ? (gate ?? first) : null)}
        />{' '}
        {w.auto}
      </label>
      <small>{w.autoHint}</small>
      {draft ? <GateNumbers gate={draft} disabled={!may} onChange={setDraft} /> : null}
      {same ? null : (
        <Button type="primary" disabled={!may} loading={saving.isPending} onClick={save}>
          {w.save}
        </Button>
      )}
    </div>
  )
}

interface GateNumbersProps {
  gate: SourceGate
  disabled: boolean
  onChange: (gate: SourceGate) => void
}

function GateNumbers({ gate, disabled, onChange }: GateNumbersProps) {
  const w = useWords(qualityWords)
  const { limits, window, least } = gate
  const limit = (measure: 'incomplete' | 'duplicate', label: string) => (
    <label>
      {label}{' '}
      <InputNumber
        aria-label={label}
        disabled={disabled}
        min={0}
        max={100}
        value={limits[measure] === null ? null : Math.round(limits[measure] * 100)}
        onChange={(to) =>
          onChange({ ...gate, limits: { ...limits, [measure]: to === null ? null : to / 100 } })
        }
      />{' '}
      {w.percent}
    </label>
  )
  return (
    <>
      <span>
        {w.last}{' '}
        <InputNumber
          aria-label={w.last}
          disabled={disabled}
          min={spans[window.kind].least}
          max={spans[window.kind].most}
          value={window.many}
          onChange={(to) =>
            onChange({ ...gate, window: { ...window, many: to ?? spans[window.kind].usual } })
          }
        />{' '}
        <Select
          aria-label={w.window}
          disabled={disabled}
          popupMatchSelectWidth={false}
          value={window.kind}
          options={(['arrivals', 'days'] as const).map((kind) => ({ value: kind, label: w[kind] }))}
          onChange={(kind) => onChange({ ...gate, window: { kind, many: spans[kind].usual } })}
        />
        {w.butLeast}{' '}
        <InputNumber
          aria-label={w.least}
          disabled={disabled}
          min={10}
          max={10_000}
          value={least}
          onChange={(to) => onChange({ ...gate, least: to ?? 50 })}
        />{' '}
        {w.least}
      </span>
      {limit('incomplete', w.limitIncomplete)}
      {limit('duplicate', w.limitDuplicate)}
      <label>
        <Switch
          size="small"
          aria-label={w.resumes}
          disabled={disabled}
          checked={gate.resumes}
          onChange={(resumes) => onChange({ ...gate, resumes })}
        />{' '}
        {w.resumes}
      </label>
    </>
  )
}
