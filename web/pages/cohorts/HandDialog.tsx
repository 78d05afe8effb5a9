import { Checkbox, DatePicker, Form, Modal, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { editRoster, type RosterEdit } from '../../../contract/cohort.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { Refusal } from '../settings/Refusal.tsx'
import type { Board } from './board.ts'
import { nameOf } from './GroupRow.tsx'
import { useRoster } from './useRoster.ts'
import { cohortWords } from './words.ts'

export type HandKind = 'substitute' | 'handOver'

interface Given {
  userId?: string
  to: string
  span?: [Dayjs, Dayjs]
  from?: Dayjs
  groupIds: string[]
  gather?: boolean
}

interface HandDialogProps {
  kind: HandKind
  board: Board
  onClose: () => void
}

/** Somebody stands in for a while, or takes over for good: asked for, shown as it would be, then done. */
export function HandDialog({ kind, board, onClose }: HandDialogProps) {
  const w = useWords(cohortWords)
  const [form] = Form.useForm<Given>()
  const [wish, setWish] = useState<RosterEdit>()
  const preview = useVerb(editRoster)
  const { edit, busy } = useRoster()
  const all = board.cohorts.flatMap(({ groups }) => groups.map(({ groupId }) => groupId))
  const ask = (given: Given) => {
    const next = editOf(kind, { ...given, groupIds: given.groupIds.length > 0 ? given.groupIds : all })
    preview.mutate({ body: { edit: next, preview: true } }, { onSuccess: () => setWish(next) })
  }
  const anew = () => {
    setWish(undefined)
    preview.reset()
  }
  const reps = board.people
    .filter(({ rep }) => rep)
    .map(({ userId, name }) => ({ value: userId, label: name }))
  const listed = board.people.map(({ userId, name }) => ({ value: userId, label: name }))
  const needed = [{ required: true, message: w.needed }]
  const search = { optionFilterProp: 'label' }
  return (
    <Modal
      open
      title={kind === 'substitute' ? w.standIn : w.handOver}
      okText={wish ? w.confirm : w.preview}
      cancelText={w.cancel}
      confirmLoading={preview.isPending || busy}
      onOk={() => (wish ? edit(wish, { onDone: onClose }) : form.submit())}
      onCancel={onClose}
      width={480}
    >
      <p className="roster-about">{kind === 'substitute' ? w.standInAbout : w.handOverAbout}</p>
      <Form<Given>
        name="hand"
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={ask}
        onValuesChange={anew}
        initialValues={{
          groupIds: [],
          from: dayjs(board.today),
          span: [dayjs(board.today), dayjs(board.today)],
          gather: false,
        }}
      >
        <Form.Item name="userId" label={w.ofWhom} {...(kind === 'substitute' ? { rules: needed } : {})}>
          <Select
            showSearch={search}
            allowClear={kind === 'handOver'}
            {...(kind === 'handOver' ? { placeholder: w.anybody } : {})}
            options={listed}
          />
        </Form.Item>
        <Form.Item name="to" label={w.toWhom} rules={needed}>
          <Select showSearch={search} options={reps} />
        </Form.Item>
        {kind === 'substitute' ? (
          <Form.Item name="span" label={w.days} rules={needed}>
            <DatePicker.RangePicker className="wide" />
          </Form.Item>
        ) : (
          <Form.Item name="from" label={w.from} rules={needed}>
            <DatePicker className="wide" />
          </Form.Item>
        )}
        <Form.Item name="groupIds" label={w.groups}>
          <Select
            mode="multiple"
            placeholder={w.anybodyGroups}
            showSearch={search}
            options={board.cohorts.map(({ name, groups }) => ({
              label: name,
              options: groups.map((group) => ({ value: group.groupId, label: `${name} · ${group.name}` })),
            }))}
          />
        </Form.Item>
        {kind === 'handOver' ? (
          <Form.Item name="gather" valuePropName="checked">
            <Checkbox>{w.gather}</Checkbox>
          </Form.Item>
        ) : null}
        <Refusal error={preview.error} />
      </Form>
      {wish && preview.data ? <Effect of={preview.data} board={board} /> : null}
    </Modal>
  )
}

function editOf(kind: HandKind, { userId, to, span, from, groupIds, gather = false }: Given): RosterEdit {
  const day = (at: Dayjs | undefined) => (at ?? dayjs()).format('YYYY-MM-DD')
  return kind === 'substitute'
    ? {
        kind,
        groupIds,
        userId: userId ?? '',
        substituteId: to,
        from: day(span?.[0]),
        to: day(span?.[1]),
      }
    : { kind, groupIds, fromUserId: userId ?? null, toUserId: to, from: day(from), gather }
}

/** What would be: cells that change, leads that move now. */
function Effect({ of: { cells, moves }, board }: { of: Reply<typeof editRoster>; board: Board }) {
  const w = useWords(cohortWords)
  const groups = new Map(
    board.cohorts.flatMap(({ groups: theirs }) => theirs.map(({ groupId, name }) => [groupId, name])),
  )
  return (
    <div className="roster-effect" role="status">
      <b>{w.willChange(cells)}</b>
      {moves.length === 0 ? <span>{w.nobodyMoves}</span> : null}
      {moves.map(({ groupId, fromId, toId, leads }) => (
        <span key={`${groupId} ${fromId}`}>
          {w.willMove(
            leads,
            fromId ? nameOf(board, fromId) : w.others,
            nameOf(board, toId),
            groups.get(groupId) ?? '',
          )}
        </span>
      ))}
    </div>
  )
}
