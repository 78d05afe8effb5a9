import { useWords } from '../../app/language.tsx'
import { AssignDialog } from './AssignDialog.tsx'
import { ConvertDialog } from './ConvertDialog.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import type { LeadVerbs } from './useLeadVerbs.ts'
import { pageWords } from './words.ts'

export type Asking = 'convert' | 'lost' | 'invalid' | 'release' | 'assign'

/** The question a verb asks before it is done. */
export function AskDialog({
  asking,
  verbs,
  onClose,
}: {
  asking: Asking
  verbs: LeadVerbs
  onClose: () => void
}) {
  const w = useWords(pageWords)
  if (asking === 'convert')
    return <ConvertDialog onClose={onClose} onConvert={(amount) => verbs.stage('converted', { amount })} />
  if (asking === 'assign') return <AssignDialog title={w.assign} onClose={onClose} onAssign={verbs.assign} />
  if (asking === 'release')
    return <ReasonDialog title={w.releaseWhy} verb={w.release} onClose={onClose} onGive={verbs.release} />
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
