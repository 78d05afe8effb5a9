import { useNavigate } from '@tanstack/react-router'
import { Button, Popconfirm } from 'antd'
import { dropImport, listImports } from '../../../contract/import.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import type { Job, JobState } from './job.ts'
import { importWords } from './words.ts'

const droppable: ReadonlySet<JobState> = new Set(['mapping', 'ready', 'failed'])

/** Throws away an import that has not run. */
export function Discard({ job: { importId, state } }: { job: Job }) {
  const w = useWords(importWords)
  const toast = useToast()
  const navigate = useNavigate()
  const verb = useVerb(dropImport, [listImports])
  if (!droppable.has(state)) return null
  const drop = () =>
    verb.mutate(
      { params: { importId } },
      {
        onSuccess: () => {
          toast.done(w.discarded)
          void navigate({ to: '/imports' })
        },
        onError: (error) => toast.refused(error),
      },
    )
  return (
    <Popconfirm title={w.discardAsk} okText={w.discard} cancelText={w.cancel} onConfirm={drop}>
      <Button type="text" loading={verb.isPending}>
        {w.discard}
      </Button>
    </Popconfirm>
  )
}
