import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { type ImportKind, listImports, uploadImport } from '../../../contract/import.ts'
import { useVerb } from '../../app/queries.ts'

/** Sends a file to the server and opens the import that comes of it. `file` is the one on its way or refused. */
export function useUpload(kind: ImportKind) {
  const navigate = useNavigate()
  const [file, setFile] = useState<File | undefined>()
  const verb = useVerb(uploadImport, [listImports])
  const send = (picked: File) => {
    setFile(picked)
    const form = new FormData()
    form.append('file', picked, picked.name)
    verb.mutate(
      { file: form, query: { kind } },
      { onSuccess: ({ importId }) => void navigate({ to: '/imports/$importId', params: { importId } }) },
    )
  }
  return { send, file, sending: verb.isPending, error: verb.error }
}

export type Upload = ReturnType<typeof useUpload>
