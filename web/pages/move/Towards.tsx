import { Checkbox, Radio, Segmented, Select } from 'antd'
import type { MoveTo } from '../../../contract/move.ts'
import { useWords } from '../../app/language.tsx'
import type { Choice } from './useMove.ts'
import { moveWords } from './words.ts'

/** To whom leads go, as far as it is said. */
export interface Draft {
  kind: MoveTo['kind']
  userId?: string | undefined
  userIds: string[]
  by: 'even' | 'load'
  together: boolean
  poolId?: string | undefined
}

export const emptyDraft: Draft = { kind: 'rep', userIds: [], by: 'even', together: true }

/** The draft as the server takes it; undefined while something is missing. */
export function toOf({ kind, userId, userIds, by, together, poolId }: Draft): MoveTo | undefined {
  if (kind === 'rep') return userId ? { kind, userId } : undefined
  if (kind === 'spread') return userIds.length > 0 ? { kind, userIds, by, together } : undefined
  if (kind === 'pool') return poolId ? { kind, poolId } : undefined
  return { kind }
}

interface TowardsProps {
  draft: Draft
  reps: readonly Choice[]
  pools: readonly Choice[]
  onChange: (part: Partial<Draft>) => void
}

/** Chooses to whom leads go: somebody, several, a pool, or whoever the rules say. */
export function Towards({ draft, reps, pools, onChange }: TowardsProps) {
  const w = useWords(moveWords)
  const { kind } = draft
  return (
    <div className="move-towards">
      <Segmented<Draft['kind']>
        aria-label={w.towards}
        value={kind}
        onChange={(to) => onChange({ kind: to })}
        options={[
          { value: 'rep', label: w.rep },
          { value: 'spread', label: w.spread },
          { value: 'pool', label: w.pool },
          { value: 'rules', label: w.rules },
        ]}
      />
      {kind === 'rep' ? (
        <Pick
          label={w.pickRep}
          options={reps}
          value={draft.userId}
          onChange={(userId) => onChange({ userId })}
        />
      ) : null}
      {kind === 'pool' ? (
        <Pick
          label={w.pickPool}
          options={pools}
          value={draft.poolId}
          onChange={(poolId) => onChange({ poolId })}
        />
      ) : null}
      {kind === 'rules' ? <p className="quiet">{w.rulesHint}</p> : null}
      {kind === 'spread' ? (
        <>
          <Select
            mode="multiple"
            aria-label={w.pickReps}
            placeholder={w.pickReps}
            className="field-input"
            showSearch={{ optionFilterProp: 'label' }}
            maxTagCount="responsive"
            options={[...reps]}
            value={draft.userIds}
            onChange={(userIds: string[]) => onChange({ userIds })}
          />
          <Radio.Group
            value={draft.by}
            onChange={(event) => onChange({ by: event.target.value as Draft['by'] })}
            options={[
              { value: 'even', label: w.even },
              { value: 'load', label: w.load },
            ]}
          />
          <Checkbox
            checked={draft.together}
            onChange={(event) => onChange({ together: event.target.checked })}
          >
            {w.together}
          </Checkbox>
        </>
      ) : null}
    </div>
  )
}

interface PickProps {
  label: string
  options: readonly Choice[]
  value: string | undefined
  onChange: (id: string) => void
}

/** One of several, found by typing. */
export function Pick({ label, options, value, onChange }: PickProps) {
  return (
    <Select
      aria-label={label}
      placeholder={label}
      className="field-input"
      showSearch={{ optionFilterProp: 'label' }}
      options={[...options]}
      value={value ?? null}
      onChange={(id: string | null) => (id ? onChange(id) : undefined)}
    />
  )
}
