import { editRoster, readBoard, type RosterEdit } from '../../../contract/cohort.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import { cohortWords } from './words.ts'

/** Changes the roster, says what came of it, and takes it back where asked. */
export function useRoster() {
  const w = useWords(cohortWords)
  const toast = useToast()
  const verb = useVerb(editRoster, [readBoard])
  const edit = (
    wish: RosterEdit,
    { onDone, undoable = true }: { onDone?: () => void; undoable?: boolean } = {},
  ) =>
    verb.mutate(
      { body: { edit: wish } },
      {
        onSuccess: ({ cells, before, moves }) => {
          const leads = moves.reduce((sum, move) => sum + move.leads, 0)
          const undo = () => edit({ kind: 'put', cells: before }, { undoable: false })
          toast.done(
            w.changed(cells) + (leads > 0 ? w.movedToo(leads) : ''),
            undoable && before.length > 0 ? undo : undefined,
          )
          onDone?.()
        },
        onError: toast.refused,
      },
    )
  return { edit, busy: verb.isPending }
}
