import { Form, Input, Modal, Select } from 'antd'
import { createTeam, editTeam, listTeams } from '../../../contract/people.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { Refusal } from './Entrance.tsx'
import { teamWords } from './teamWords.ts'
import { subtree, withDepth } from './useStaff.ts'
import type { TeamItem } from './useStaff.ts'

/** A team as it shall be; without an id it is a new one. */
export interface TeamDraft {
  teamId?: string
  name: string
  parentId: string | null
}

interface TeamDialogProps {
  draft: TeamDraft
  teams: readonly TeamItem[]
  onClose: () => void
}

interface Given {
  name: string
  parentId?: string | null
}

/** Names a team and puts it below another. */
export function TeamDialog({ draft, teams, onClose }: TeamDialogProps) {
  const w = useWords(teamWords)
  const [form] = Form.useForm<Given>()
  const create = useVerb(createTeam, [listTeams])
  const edit = useVerb(editTeam, [listTeams])
  const { teamId } = draft
  const verb = teamId ? edit : create
  const send = ({ name, parentId = null }: Given) => {
    const body = { name, parentId }
    if (teamId) edit.mutate({ params: { teamId }, body }, { onSuccess: onClose })
    else create.mutate({ body }, { onSuccess: onClose })
  }
  const own = teamId ? subtree(teams, teamId) : new Set<string>()
  const above = withDepth(teams).filter((team) => !own.has(team.teamId))
  return (
    <Modal
      open
      title={teamId ? draft.name : w.newTeam}
      okText={w.save}
      cancelText={w.cancel}
      confirmLoading={verb.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      width={400}
    >
      <Form<Given>
        name="team"
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={send}
        initialValues={draft}
      >
        <Form.Item name="name" label={w.teamName} rules={[{ required: true, message: w.needed }]}>
          <Input autoFocus maxLength={80} />
        </Form.Item>
        <Form.Item name="parentId" label={w.parent}>
          <Select
            allowClear
            placeholder={w.top}
            options={above.map((team) => ({
              value: team.teamId,
              label: '\u3000'.repeat(team.depth) + team.name,
            }))}
          />
        </Form.Item>
        <Refusal error={verb.error} />
      </Form>
    </Modal>
  )
}
