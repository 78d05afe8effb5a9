import { countLeads } from '../../../contract/lead.ts'
import { listAlike, undoFix } from '../../../contract/quarantine.ts'
import { quarantineSources, undismiss } from '../../../contract/views.ts'
import { NotDone } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import { quarantineWords } from './words.ts'

const freshens = [countLeads, quarantineSources, listAlike]

/** The way back from what was just done in quarantine; `renew` shows the leads that are there again. */
export function useTakeBack(renew: () => void) {
  const w = useWords(quarantineWords)
  const toast = useToast()
  const unfixing = useVerb(undoFix, freshens)
  const undismissing = useVerb(undismiss, freshens)
  const told = (back: number) => {
    if (back > 0) toast.done(w.back(back))
    else toast.refused(new NotDone(w.noneBack))
    renew()
  }
  return {
    /** A suggestion that was taken: the lead is as it was, and waits again. */
    fix: (fixId: string) =>
      unfixing.mutate(
        { params: { fixId } },
        { onSuccess: ({ undone }) => told(undone), onError: toast.refused },
      ),
    dismissal: (leadIds: readonly string[]) =>
      undismissing.mutate(
        { body: { leadIds: [...leadIds] } },
        { onSuccess: ({ back }) => told(back), onError: toast.refused },
      ),
  }
}
