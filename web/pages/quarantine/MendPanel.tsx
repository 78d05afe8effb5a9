import { Button } from 'antd'
import { useState } from 'react'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useIs } from '../../app/session.ts'
import { useVocabulary } from '../../app/vocabulary.ts'
import { FieldInput } from '../../ui/FieldInput.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import type { ListRow } from '../lead/lead.ts'
import { ReasonDialog } from '../lead/ReasonDialog.tsx'
import { Asked } from './Asked.tsx'
import { AnywayDialog } from './BulkBar.tsx'
import { asksWhether, mendable, wantsApproval } from './lacks.ts'
import { Known, Sentences } from './MendFacts.tsx'
import { Suggestions } from './Suggestions.tsx'
import type { WorkOff } from './useWorkOff.ts'
import { quarantineWords } from './words.ts'

interface MendPanelProps {
  row: ListRow
  work: WorkOff
  onClose: () => void
  /** Goes to the next lead once this one is dealt with. */
  onNext: () => void
}

/** One quarantined lead: why it is here in sentences, what is missing to be filled in, and what is known. */
export function MendPanel({ row, work, onClose, onNext }: MendPanelProps) {
  const w = useWords(quarantineWords)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  const [typed, setTyped] = useState<ReadonlyMap<string, unknown>>(new Map())
  const [asking, setAsking] = useState<'anyway' | 'approve' | 'dismiss' | undefined>()
  const close = () => setAsking(undefined)
  const approver = useIs('manager', 'admin')
  const ids = [row.leadId]
  const blind = row.masked ? w.mayNotEdit : undefined
  const wanted = mendable(row, fields)
  const go = (done: boolean) => {
    if (done) onNext()
    return done
  }
  const buttons = (
    <>
      <Button
        type="primary"
        disabled={Boolean(blind)}
        loading={work.busy === row.leadId}
        onClick={() => void work.mend(row, typed).then(go)}
      >
        {typed.size > 0 ? w.save : w.judge}
      </Button>
      {wantsApproval(row) ? (
        <Button
          disabled={!approver}
          title={approver ? undefined : w.mayNotApprove}
          onClick={() => setAsking('approve')}
        >
          {w.approve}
        </Button>
      ) : null}
      <Button disabled={Boolean(blind)} onClick={() => setAsking('anyway')}>
        {w.anyway}
      </Button>
      <Button disabled={Boolean(blind)} onClick={() => setAsking('dismiss')}>
        {w.dismiss}
      </Button>
    </>
  )
  return (
    <SidePanel title={row.name ?? row.company ?? w.nameless} label={w.panel} onClose={onClose} foot={buttons}>
      <Sentences leadId={row.leadId} />
      {asksWhether(row) && approver ? <Asked row={row} work={work} onNext={onNext} /> : null}
      {blind ? <p className="mend-not">{blind}</p> : <Suggestions row={row} all />}
      <form
        className="mend-form"
        onSubmit={(event) => {
          event.preventDefault()
          void work.mend(row, typed).then(go)
        }}
      >
        {wanted.map(([address, field], at) => (
          <label key={address} htmlFor={`mend-${address}`}>
            {field.label[lang]}
            <FieldInput
              id={`mend-${address}`}
              field={field}
              autoFocus={at === 0 && !blind}
              value={typed.get(address) ?? null}
              onChange={(value) => setTyped((now) => new Map(now).set(address, value))}
            />
          </label>
        ))}
        <button type="submit" hidden />
      </form>
      <Known row={row} />
      {asking === 'anyway' ? (
        <AnywayDialog
          rows={[row]}
          pending={work.pending}
          onClose={close}
          onYes={() => void work.release(ids, true).then((gone) => (go(gone) ? close() : undefined))}
        />
      ) : null}
      {asking === 'approve' ? (
        <ReasonDialog
          title={w.approveTitle(1)}
          verb={w.approve}
          onClose={close}
          onGive={(reason) => work.approve(ids, reason).then(go)}
        />
      ) : null}
      {asking === 'dismiss' ? (
        <ReasonDialog
          title={w.dismissTitle(1)}
          verb={w.dismiss}
          onClose={close}
          onGive={(reason) => work.drop(ids, reason).then(go)}
        />
      ) : null}
    </SidePanel>
  )
}
