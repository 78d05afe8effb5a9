import { Alert, Button, Modal, Select } from 'antd'
import { useState } from 'react'
import { placeLeads, readBoard, removeLeads } from '../../../contract/cohort.ts'
import { readLead } from '../../../contract/lead.ts'
import type { Reply } from '../../app/api.ts'
import type { Words } from '../../app/language.tsx'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { useToast } from '../../ui/useToast.tsx'
import type { Lead } from './lead.ts'
import { seatWords } from './seatWords.ts'

interface SeatDialogProps {
  lead: Lead
  onClose: () => void
}

/** Puts a lead into a group of a cohort, moves it to another one, or takes it out. */
export function SeatDialog({ lead: { leadId, seat }, onClose }: SeatDialogProps) {
  const w = useWords(seatWords)
  const toast = useToast()
  const board = useEndpoint(readBoard, { query: { days: 1 } })
  const [picked, setPicked] = useState<string | undefined>()
  const place = useVerb(placeLeads, [readLead, readBoard])
  const remove = useVerb(removeLeads, [readLead, readBoard])
  const said = (text: string) => ({
    onSuccess: () => {
      toast.done(text)
      onClose()
    },
  })
  const choices = groupsOf(board.data, seat?.groupId, w)
  const go = (groupId: string) => {
    const name = choices.flatMap(({ options }) => options).find(({ value }) => value === groupId)?.name ?? ''
    place.mutate({ params: { groupId }, body: { leadIds: [leadId] } }, said(w.placed(name)))
  }
  const error = place.error ?? remove.error
  return (
    <Modal
      open
      width={440}
      title={seat ? w.moveTitle : w.placeTitle}
      onCancel={onClose}
      footer={
        <>
          {seat ? (
            <Button
              loading={remove.isPending}
              onClick={() => remove.mutate({ body: { leadIds: [leadId] } }, said(w.removed(seat.group)))}
            >
              {w.remove}
            </Button>
          ) : null}
          <Button onClick={onClose}>{w.cancel}</Button>
          <Button
            type="primary"
            disabled={!picked}
            loading={place.isPending}
            onClick={() => picked && go(picked)}
          >
            {seat ? w.move : w.place}
          </Button>
        </>
      }
    >
      <p className="quiet">{seat ? w.isIn(seat.cohort, seat.group) : w.how}</p>
      {error ? <Alert type="warning" showIcon title={error.message} /> : null}
      <Answer of={board}>
        {() =>
          choices.length === 0 ? (
            <p>{w.none}</p>
          ) : (
            <Select
              aria-label={w.pick}
              placeholder={w.pick}
              className="field-input"
              showSearch={{ optionFilterProp: 'label' }}
              options={choices}
              value={picked ?? null}
              onChange={(groupId: string | null) => setPicked(groupId ?? undefined)}
            />
          )
        }
      </Answer>
    </Modal>
  )
}

type Board = Reply<typeof readBoard>

/** The groups of cohorts that are still sold, with the seats left and who serves them; the one it is in, and full ones, cannot be chosen. */
function groupsOf(board: Board | undefined, inIt: string | undefined, w: Words<typeof seatWords>) {
  const names = new Map(board?.people.map(({ userId, name }) => [userId, name]))
  return (board?.cohorts ?? [])
    .filter(({ salesTo }) => salesTo >= (board?.today ?? ''))
    .map(({ name: cohort, groups }) => ({
      label: cohort,
      options: groups.map(({ groupId, name, capacity, taken, serving }) => {
        const left = capacity - taken
        const by = serving ? names.get(serving.userId) : undefined
        const more = groupId === inIt ? w.here : left > 0 ? w.left(left) : w.full
        return {
          value: groupId,
          name,
          label: [name, by ?? w.nobody, more].join(' · '),
          disabled: groupId === inIt || left <= 0,
        }
      }),
    }))
}
