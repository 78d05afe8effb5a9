import { InboxOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import type { ReactNode } from 'react'
import type { ImportKind } from '../../../contract/import.ts'
import { NotDone } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useExplained } from '../../ui/ErrorState.tsx'
import { usePhone } from '../../ui/usePhone.ts'
import { useToast } from '../../ui/useToast.tsx'
import { useImportWords } from './kindWords.ts'
import type { Upload } from './useUpload.ts'
import { importWords } from './words.ts'

const kinds = '.csv,.tsv,.txt,.xlsx,.xlsm,.xls,.xlsb,.ods,.numbers,.et'

interface DropZoneProps {
  upload: Upload
  kind: ImportKind
  /** The list below: a file may be dropped on it too. */
  children: ReactNode
}

/** A band to drop a spreadsheet on or choose one; it also says what is on its way, and why one was refused. */
export function DropZone({ upload, kind, children }: DropZoneProps) {
  const w = useImportWords(kind)
  const { over, dropping } = useDropping(upload.send)
  const phone = usePhone()
  return (
    <div className="drop" data-over={over || undefined} {...dropping}>
      <div className="drop-band">
        <InboxOutlined aria-hidden="true" />
        <div>
          <b>{over ? w.dropNow : phone ? w.dropPhone : w.drop}</b>
          <p>{w.formats}</p>
        </div>
        <ChooseFile upload={upload} />
      </div>
      <div aria-live="polite">{upload.error ? <Refused upload={upload} /> : null}</div>
      {children}
    </div>
  )
}

function ChooseFile({ upload }: { upload: Upload }) {
  const w = useWords(importWords)
  const input = useRef<HTMLInputElement>(null)
  const pick = (files: FileList | null) => {
    const [file] = files ?? []
    if (file) upload.send(file)
    // So that the same file, mended meanwhile, can be chosen again.
    if (input.current) input.current.value = ''
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={kinds}
        hidden
        aria-label={w.choose}
        onChange={(event) => pick(event.target.files)}
      />
      <Button type="primary" loading={upload.sending} onClick={() => input.current?.click()}>
        {upload.sending && upload.file ? w.sending(upload.file.name) : w.choose}
      </Button>
    </>
  )
}

function Refused({ upload: { error, file } }: { upload: Upload }) {
  const { title, detail } = useExplained(error)
  return (
    <div className="notice notice-clay" role="alert">
      <b>{file?.name ?? title}</b> {detail}
    </div>
  )
}

function useDropping(send: (file: File) => void) {
  const w = useWords(importWords)
  const toast = useToast()
  const [over, setOver] = useState(false)
  const dropping = {
    onDragOver: (event: React.DragEvent) => {
      if (!event.dataTransfer.types.includes('Files')) return
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: (event: React.DragEvent) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
    },
    onDrop: (event: React.DragEvent) => {
      event.preventDefault()
      setOver(false)
      const [file, ...more] = event.dataTransfer.files
      if (more.length > 0) toast.refused(new NotDone(w.onlyOne))
      else if (file) send(file)
    },
  }
  return { over, dropping }
}
