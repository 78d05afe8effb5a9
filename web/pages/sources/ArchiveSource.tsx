import { Button, Popconfirm, Tooltip } from 'antd'
import { archiveSource, listSources } from '../../../contract/settings.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { useToast } from '../../ui/useToast.tsx'
import type { Source } from './SourcePanel.tsx'
import { sourceWords } from './words.ts'

interface ArchiveSourceProps {
  source: Source
  /** How many of its forms are on. */
  live: number
  onDone: () => void
}

/** Ends a source. It cannot be undone, so it is asked; with a form still on it is not offered, and says so. */
export function ArchiveSource({ source: { sourceId, name }, live, onDone }: ArchiveSourceProps) {
  const w = useWords(sourceWords)
  const may = useIs('marketer', 'admin')
  const toast = useToast()
  const verb = useVerb(archiveSource, [listSources])
  const why = !may ? w.mayNot : live > 0 ? w.archiveForms(live) : undefined
  const archive = () =>
    verb.mutate(
      { params: { sourceId } },
      {
        onSuccess: () => {
          toast.done(w.archived(name))
          onDone()
        },
        onError: toast.refused,
      },
    )
  if (why !== undefined)
    return (
      <Tooltip title={why}>
        <Button disabled>{w.archive}</Button>
      </Tooltip>
    )
  return (
    <Popconfirm
      title={w.archiveAsk(name)}
      okText={w.archive}
      cancelText={w.cancel}
      onConfirm={archive}
      classNames={{ root: 'archive-ask' }}
    >
      <Button loading={verb.isPending}>{w.archive}</Button>
    </Popconfirm>
  )
}
