import { listViews, removeView, saveView } from '../../../contract/views.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import type { View } from './useView.ts'
import { listWords } from './words.ts'

export type Keep = (view: View) => Promise<void>

/** Keeping and deleting views; a deleted one can be taken back. `onChoose` goes to the view that was kept, or to none. */
export function useSavedViews(onChoose: (key: string) => void) {
  const w = useWords(listWords)
  const toast = useToast()
  const save = useVerb(saveView, [listViews])
  const remove = useVerb(removeView, [listViews])
  const keep: Keep = async ({ key, name, search, saved }) => {
    try {
      await save.mutateAsync({
        params: { viewId: key },
        body: { name, shared: saved?.shared ?? false, page: 'leads', search },
      })
      toast.done(w.viewSaved(name))
      onChoose(key)
    } catch (error) {
      toast.refused(error)
    }
  }
  const drop = async (view: View) => {
    try {
      await remove.mutateAsync({ params: { viewId: view.key } })
      toast.done(w.viewRemoved(view.name), () => void keep(view))
      onChoose('')
    } catch (error) {
      toast.refused(error)
    }
  }
  return { keep, drop }
}
