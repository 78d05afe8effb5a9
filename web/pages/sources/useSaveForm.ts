import { getRouteApi } from '@tanstack/react-router'
import { addForm, changeForm, listForms } from '../../../contract/settings.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import { draftOf } from './formDraft.ts'
import type { Draft, Form } from './formDraft.ts'
import { formWords } from './formWords.ts'

const route = getRouteApi('/shell/sources')

/** Saves a form; a new one goes on at its own address. */
export function useSaveForm(form: Form | undefined, settle: (draft: Draft) => void) {
  const w = useWords(formWords)
  const toast = useToast()
  const navigate = route.useNavigate()
  const adds = useVerb(addForm, [listForms])
  const changes = useVerb(changeForm, [listForms])
  const save = (draft: Draft) => {
    if (form) {
      const onSuccess = (saved: Form) => {
        settle(draftOf(saved))
        toast.done(w.saved)
      }
      changes.mutate({ params: { formId: form.formId }, body: draft }, { onSuccess })
      return
    }
    const made = async () => {
      try {
        const { formId } = await adds.mutateAsync({ body: draft })
        settle(draft)
        toast.done(w.created)
        void navigate({ search: { tab: 'forms', form: formId }, replace: true })
      } catch {
        // The page shows it.
      }
    }
    void made()
  }
  return { save, busy: adds.isPending || changes.isPending, error: adds.error ?? changes.error }
}
