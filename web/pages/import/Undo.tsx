import { Button, Modal } from 'antd'
import { useState } from 'react'
import { undoImport } from '../../../contract/import.ts'
import type { Job } from './job.ts'
import { useReportWords } from './kindWords.ts'
import { useJobVerb } from './useImport.ts'

/** Takes a whole import back. It asks first, since nothing takes that back. */
export function Undo({ job: { importId, kind } }: { job: Job }) {
  const w = useReportWords(kind)
  const [asking, setAsking] = useState(false)
  const { run, pending } = useJobVerb(undoImport)
  return (
    <>
      <Button onClick={() => setAsking(true)}>{w.undo}</Button>
      {asking ? (
        <Modal
          open
          width={440}
          title={w.undoTitle}
          okText={w.undoYes}
          okButtonProps={{ danger: true }}
          cancelText={w.cancel}
          confirmLoading={pending}
          onOk={() => run({ params: { importId } })}
          onCancel={() => setAsking(false)}
        >
          <p>{w.undoText}</p>
        </Modal>
      ) : null}
    </>
  )
}
