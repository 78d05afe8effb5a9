import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, DatePicker, Form, Input, InputNumber, Popconfirm, Segmented, TimePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import { useState } from 'react'
import { addCohort, archiveCohort, changeCohort, readBoard } from '../../../contract/cohort.ts'
import type { Condition } from '../../../rules/condition.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { ConditionEditor } from '../../ui/condition/ConditionEditor.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { useRuleVocabulary } from '../policy/useSaying.ts'
import { Refusal } from '../settings/Refusal.tsx'
import type { Cohort } from './board.ts'
import { cohortWords } from './words.ts'

interface Given {
  name: string
  intake: [Dayjs, Dayjs]
  salesTo: Dayjs
  fill: 'inOrder' | 'evenly'
  shifts: [Dayjs, Dayjs][]
  groups: { groupId?: string; name: string; capacity: number }[]
}

interface CohortFormProps {
  /** Undefined: a new one. */
  held: Cohort | undefined
  today: string
  onClose: () => void
}

/** A cohort: which leads are of it and when, its shifts, its groups with their capacity. */
export function CohortForm({ held, today, onClose }: CohortFormProps) {
  const w = useWords(cohortWords)
  const toast = useToast()
  const vocabulary = useRuleVocabulary()
  const [belongs, setBelongs] = useState<Condition>(held?.belongs ?? { all: [] })
  const [sound, setSound] = useState(true)
  const add = useVerb(addCohort, [readBoard])
  const change = useVerb(changeCohort, [readBoard])
  const send = (given: Given) => {
    const body = bodyOf(given, belongs)
    const onSuccess = () => {
      toast.done(w.saved)
      onClose()
    }
    if (held) change.mutate({ params: { cohortId: held.cohortId }, body }, { onSuccess })
    else add.mutate({ body }, { onSuccess })
  }
  const needed = [{ required: true, message: w.needed }]
  const title = held?.name ?? w.add
  return (
    <SidePanel
      title={title}
      label={title}
      onClose={onClose}
      actions={held ? <Archive cohortId={held.cohortId} onDone={onClose} /> : null}
    >
      <Form<Given>
        layout="vertical"
        requiredMark={false}
        onFinish={send}
        initialValues={initialOf(held, today, w.newGroup(1))}
      >
        <Form.Item name="name" label={w.name} rules={needed}>
          <Input maxLength={80} autoComplete="off" />
        </Form.Item>
        <Form.Item name="intake" label={w.intakeDays} rules={needed}>
          <DatePicker.RangePicker className="wide" />
        </Form.Item>
        <Form.Item name="salesTo" label={w.salesTo} extra={w.salesHint} rules={needed}>
          <DatePicker className="wide" />
        </Form.Item>
        <div className="roster-belongs" role="group" aria-label={w.belongs}>
          <span>{w.belongs}</span>
          <ConditionEditor
            value={belongs}
            fields={vocabulary.fields}
            choices={vocabulary.choices}
            onChange={(next, isSound) => {
              setBelongs(next)
              setSound(isSound)
            }}
          />
        </div>
        <Form.Item name="fill" label={w.fill}>
          <Segmented
            options={[
              { value: 'inOrder', label: w.inOrder },
              { value: 'evenly', label: w.evenly },
            ]}
          />
        </Form.Item>
        <Shifts />
        <Groups />
        <Refusal error={add.error ?? change.error} />
        <Button
          type="primary"
          htmlType="submit"
          disabled={!sound}
          loading={add.isPending || change.isPending}
        >
          {w.save}
        </Button>
      </Form>
    </SidePanel>
  )
}

function Shifts() {
  const w = useWords(cohortWords)
  return (
    <Form.List name="shifts">
      {(lines, { add, remove }) => (
        <div className="roster-lines" role="group" aria-label={w.shifts}>
          <span>{w.shifts}</span>
          {lines.map(({ key, name }) => (
            <div key={key} className="roster-line">
              <Form.Item name={name} noStyle>
                <TimePicker.RangePicker format="HH:mm" minuteStep={30} aria-label={w.shift} />
              </Form.Item>
              {lines.length > 1 ? (
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={w.removeShift}
                  onClick={() => remove(name)}
                />
              ) : null}
            </div>
          ))}
          {lines.length < 3 ? (
            <Button type="dashed" icon={<PlusOutlined />} onClick={() => add([at('14:00'), at('21:00')])}>
              {w.addShift}
            </Button>
          ) : null}
        </div>
      )}
    </Form.List>
  )
}

function Groups() {
  const w = useWords(cohortWords)
  return (
    <Form.List name="groups">
      {(lines, { add, remove }) => (
        <div className="roster-lines" role="group" aria-label={w.groups}>
          <span>{w.groups}</span>
          {lines.map(({ key, name }) => (
            <div key={key} className="roster-line">
              <Form.Item name={[name, 'name']} noStyle rules={[{ required: true, message: w.needed }]}>
                <Input maxLength={80} aria-label={w.name} />
              </Form.Item>
              <Form.Item name={[name, 'capacity']} noStyle rules={[{ required: true, message: w.needed }]}>
                <InputNumber min={1} precision={0} aria-label={w.capacity} />
              </Form.Item>
              {lines.length > 1 ? (
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={w.removeGroup}
                  onClick={() => remove(name)}
                />
              ) : null}
            </div>
          ))}
          <Button
            type="dashed"
            icon={<PlusOutlined />}
            onClick={() => add({ name: w.newGroup(lines.length + 1), capacity: 200 })}
          >
            {w.addGroup}
          </Button>
        </div>
      )}
    </Form.List>
  )
}

function Archive({ cohortId, onDone }: { cohortId: string; onDone: () => void }) {
  const w = useWords(cohortWords)
  const toast = useToast()
  const verb = useVerb(archiveCohort, [readBoard])
  const archive = () => {
    const onSuccess = () => {
      toast.done(w.archived)
      onDone()
    }
    verb.mutate({ params: { cohortId } }, { onSuccess, onError: toast.refused })
  }
  return (
    <Popconfirm
      title={w.archive}
      description={w.archiveWhy}
      onConfirm={archive}
      okText={w.archive}
      cancelText={w.cancel}
    >
      <Button danger size="small">
        {w.archive}
      </Button>
    </Popconfirm>
  )
}

const at = (hour: string): Dayjs => dayjs(`2000-01-01T${hour === '24:00' ? '23:59' : hour}`)
/** The last minute of a day is its end: nobody leaves a group alone for a minute. */
const hourOf = (time: Dayjs, end: boolean) => {
  const hour = time.format('HH:mm')
  return end && hour === '23:59' ? '24:00' : hour
}

function initialOf(held: Cohort | undefined, today: string, firstGroup: string): Given {
  if (!held)
    return {
      name: '',
      intake: [dayjs(today), dayjs(today).add(30, 'day')],
      salesTo: dayjs(today).add(60, 'day'),
      fill: 'inOrder',
      shifts: [[at('09:00'), at('21:00')]],
      groups: [{ name: firstGroup, capacity: 200 }],
    }
  return {
    ...held,
    intake: [dayjs(held.intakeFrom), dayjs(held.intakeTo)],
    salesTo: dayjs(held.salesTo),
    shifts: held.shifts.map(({ from, to }): [Dayjs, Dayjs] => [at(from), at(to)]),
    groups: held.groups.map(({ groupId, name, capacity }) => ({ groupId, name, capacity })),
  }
}

function bodyOf({ name, intake, salesTo, fill, shifts, groups }: Given, belongs: Condition) {
  const day = (date: Dayjs) => date.format('YYYY-MM-DD')
  return {
    name,
    intakeFrom: day(intake[0]),
    intakeTo: day(intake[1]),
    salesTo: day(salesTo),
    belongs,
    fill,
    shifts: shifts.map(([from, to]) => ({ from: hourOf(from, false), to: hourOf(to, true) })),
    groups,
  }
}
