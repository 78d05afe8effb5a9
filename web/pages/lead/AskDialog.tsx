import { useWords } from '../../app/language.tsx'
import { FindTwin } from '../merge/FindTwin.tsx'
import { UndoDialog } from '../merge/UndoDialog.tsx'
import { AssignDialog } from './AssignDialog.tsx'
import { ConvertDialog } from './ConvertDialog.tsx'
import { EraseDialog } from './EraseDialog.tsx'
import type { Lead } from './lead.ts'
import { ReasonDialog } from './ReasonDialog.tsx'
import { SeatDialog } from './SeatDialog.tsx'
import type { LeadVerbs } from './useLeadVerbs.ts'
import { pageWords } from './words.ts'

export type Asking =
  | 'convert'
  | 'lost'
  | 'invalid'
  | 'release'
  | 'assign'
  | 'merge'
  | 'undoMerge'
  | 'seat'
  | 'erase'

/** The question a verb asks before it is done. */
export function AskDialog({
  asking,
  lead,
  verbs,
  onClose,
}: {
  asking: Asking
  lead: Lead
  verbs: LeadVerbs
  onClose: () => void
}) {
  const w = useWords(pageWords)
  if (asking === 'convert')
    return <ConvertDialog onClose={onClose} onConvert={(amount) => verbs.stage('converted', { amount })} />
  if (asking === 'assign') return <AssignDialog title={w.assign} onClose={onClose} onAssign={verbs.assign} />
  if (asking === 'release')
    return <ReasonDialog title={w.releaseWhy} verb={w.release} onClose={onClose} onGive={verbs.release} />
  if (asking === 'merge') return <FindTwin leadId={lead.leadId} onClose={onClose} />
  if (asking === 'undoMerge') return <UndoDialog mergeId={lead.merges[0]?.mergeId ?? ''} onClose={onClose} />
  if (asking === 'seat') return <SeatDialog lead={lead} onClose={onClose} />
  if (asking === 'erase')
    return (
      <EraseDialog
        name={lead.name ?? lead.company ?? lead.leadId.slice(-6)}
        onClose={onClose}
        onErase={verbs.erase}
      />
    )
  const verb = asking === 'lost' ? w.lose : w.invalidate
  return (
    <ReasonDialog
      title={verb}
      verb={verb.replace('…', '')}
      onClose={onClose}
      onGive={(reason) => verbs.stage(asking, { reason })}
    />
  )
}
