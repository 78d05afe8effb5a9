import { NotDone } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { formWords } from './formWords.ts'

/** Copies a text and says so; on plain http browsers have no clipboard to give, and it says that. */
export function useCopy(): (text: string) => void {
  const w = useWords(formWords)
  const toast = useToast()
  return (text) => {
    const given = (navigator as { clipboard?: Clipboard }).clipboard?.writeText(text)
    if (!given) return toast.refused(new NotDone(w.cannotCopy))
    given.then(() => toast.done(w.copied)).catch(() => toast.refused(new NotDone(w.cannotCopy)))
  }
}
