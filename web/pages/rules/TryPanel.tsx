import { Button, Segmented } from 'antd'
import { useState } from 'react'
import type { AssignPolicy } from '../../../contract/assign.ts'
import { useWords } from '../../app/language.tsx'
import { Answer } from '../../ui/Answer.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { LeadFinder } from '../policy/LeadFinder.tsx'
import type { RuleVocabulary } from '../policy/useSaying.ts'
import { MadeUpLead } from './MadeUpLead.tsx'
import { Outcome } from './Outcome.tsx'
import { useTrial } from './useTrial.ts'
import type { Tried } from './useTrial.ts'
import { rulesWords } from './words.ts'

interface TryPanelProps {
  draft: AssignPolicy
  /** The draft differs from what is in force. */
  changed: boolean
  vocabulary: RuleVocabulary
  tried: Tried | undefined
  onTried: (tried: Tried | undefined) => void
  onClose: () => void
}

/** Finds or makes up a lead and sends it through the rules; the rules at the left light up. */
export function TryPanel({ draft, changed, vocabulary, tried, onTried, onClose }: TryPanelProps) {
  const w = useWords(rulesWords)
  const trial = useTrial(draft, vocabulary.fields, tried)
  return (
    <SidePanel title={w.tryLead} label={w.tryLead} onClose={onClose}>
      <div className="trial">
        {tried ? (
          <>
            <Answer of={trial} rows={4}>
              {(told) => <Outcome told={told} draft={draft} tried={tried} vocabulary={vocabulary} />}
            </Answer>
            {changed ? <p className="trial-note">{w.withDraft}</p> : null}
            <Button onClick={() => onTried(undefined)}>{w.another}</Button>
          </>
        ) : (
          <LeadChoice onTried={onTried} />
        )}
      </div>
    </SidePanel>
  )
}

function LeadChoice({ onTried }: { onTried: (tried: Tried) => void }) {
  const w = useWords(rulesWords)
  const [kind, setKind] = useState<'held' | 'typed'>('held')
  return (
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
        <LeadFinder hint={w.searchHint} onPick={(lead, facts) => onTried({ lead, facts })} />
      ) : (
        <MadeUpLead onTry={(lead) => onTried({ lead })} />
      )}
    </>
  )
}
