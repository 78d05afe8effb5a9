import { DatePicker, Form, Modal, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import { addAbsence, listAbsences } from '../../../contract/people.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useIs, useMe } from '../../app/session.ts'
import { Refusal } from './Entrance.tsx'
import { teamWords } from './teamWords.ts'
import type { Person } from './useStaff.ts'

interface Given {
  userId: string
  deputyId?: string
  span: [Dayjs, Dayjs]
}

/** Notes an absence: one's own, or of somebody one answers for. */
export function AbsenceDialog({ people, onClose }: { people: readonly Person[]; onClose: () => void }) {
  const w = useWords(teamWords)
  const me = useMe()
  const answers = useIs('admin', 'manager')
  const [form] = Form.useForm<Given>()
  const verb = useVerb(addAbsence, [listAbsences])
  const send = ({ userId, deputyId, span: [from, to] }: Given) =>
    verb.mutate(
      { body: { userId, deputyId: deputyId ?? null, fromAt: from.toISOString(), toAt: to.toISOString() } },
      { onSuccess: onClose },
    )
  const active = people.filter(({ status }) => status === 'active')
  const options = active.map(({ userId, name }) => ({ value: userId, label: name }))
  const needed = [{ required: true, message: w.needed }]
  return (
    <Modal
      open
      title={w.addAbsence}
      okText={w.save}
      cancelText={w.cancel}
      confirmLoading={verb.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      width={440}
    >
      <Form<Given>
        name="absence"
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={send}
        initialValues={{ userId: me.userId }}
      >
        <Form.Item name="userId" label={w.absent} rules={needed}>
          <Select showSearch={{ optionFilterProp: 'label' }} disabled={!answers} options={options} />
        </Form.Item>
        <Form.Item name="span" label={w.from} rules={needed}>
          <DatePicker.RangePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" className="wide" />
        </Form.Item>
        <Form.Item name="deputyId" label={w.deputy} extra={w.deputyHint}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            allowClear
            placeholder={w.noDeputy}
            options={options}
          />
        </Form.Item>
        <Refusal error={verb.error} />
      </Form>
    </Modal>
  )
}
