import { Alert, Button, Segmented } from 'antd'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { useExplained } from '../../ui/ErrorState.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { LeadFinder } from '../policy/LeadFinder.tsx'
import type { Draft } from '../policy/useDraft.ts'
import { Candidates } from './Candidates.tsx'
import { MadeUpLead } from './MadeUpLead.tsx'
import { useTrial } from './useTrial.ts'
import type { Trial } from './useTrial.ts'
import { rulesWords } from './words.ts'

interface TryPanelProps {
  draft: Draft<'assign'>
  onTrial: (trial: Trial | undefined) => void
  onClose: () => void
}

/** Finds or makes up a lead and sends it through the rules; the rules at the left light up. */
export function TryPanel({ draft, onTrial, onClose }: TryPanelProps) {
  const w = useWords(rulesWords)
  const [kind, setKind] = useState<'held' | 'typed'>('held')
  const trial = useTrial(draft.body, onTrial)
  return (
    <SidePanel title={w.tryLead} label={w.tryLead} onClose={onClose}>
      <div className="trial">
        {trial.told ? (
          <>
            <Outcome told={trial.told} draft={draft} />
            <Button onClick={trial.clear}>{w.another}</Button>
          </>
        ) : (
          <>
            <Segmented
              aria-label={w.tryLead}
              block
              value={kind}
              onChange={setKind}
              options={[
                { value: 'held', label: w.held },
                { value: 'typed', label: w.typed },
              ]}
            />
            {kind === 'held' ? (
              <LeadFinder hint={w.searchHint} busy={trial.busy} onPick={trial.run} />
            ) : (
              <MadeUpLead busy={trial.busy} onTry={trial.run} />
            )}
          </>
        )}
        {trial.error ? <Refusal error={trial.error} /> : null}
      </div>
    </SidePanel>
  )
}

function Refusal({ error }: { error: Error }) {
  const { title, detail } = useExplained(error)
  return <Alert type="warning" showIcon title={title} description={detail} />
}

function Outcome({ told, draft }: { told: Trial; draft: Draft<'assign'> }) {
  const w = useWords(rulesWords)
  const at = told.rules.findIndex(({ fires }) => fires)
  const rule = told.rules[at]
  return (
    <>
      <div className="trial-outcome" role="status">
        <small>{w.wouldGo}</small>
        <b>{told.holder.name ?? told.holder.kind}</b>
        <small>
          {rule ? `${at + 1}. ${rule.name}` : w.noneFires} · {w.scored(told.score, told.grade)}
        </small>
      </div>
      {draft.changed ? <p className="trial-note">{w.withDraft}</p> : null}
      {rule && rule.candidates.length > 0 ? <Candidates told={rule} next={told.holder.id} /> : null}
    </>
  )
}
