import { Button, Form, Input, InputNumber, Popconfirm, Select } from 'antd'
import { listMembers, listTeams } from '../../../contract/people.ts'
import { addPool, archivePool, changePool, listPools } from '../../../contract/pool.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { houseWords } from './houseWords.ts'
import { Refusal } from './Refusal.tsx'
import { settingsWords } from './words.ts'

interface Given {
  name: string
  dailyLimit: number | null
  holdingLimit: number | null
  /** `team:ID` and `user:ID`. */
  members: string[]
}

interface PoolFormProps {
  /** Undefined: a new one. */
  held: Reply<typeof listPools>['items'][number] | undefined
  onClose: () => void
}

/** A pool's name, its limits for each person, and who may claim from it. */
export function PoolForm({ held, onClose }: PoolFormProps) {
  const w = useWords(houseWords)
  const s = useWords(settingsWords)
  const toast = useToast()
  const add = useVerb(addPool, [listPools])
  const change = useVerb(changePool, [listPools])
  const initial: Given = held
    ? { ...held, members: held.members.map(({ kind, id }) => `${kind}:${id}`) }
    : { name: '', dailyLimit: 20, holdingLimit: 200, members: [] }
  const send = (given: Given) => {
    const body = {
      name: given.name,
      dailyLimit: given.dailyLimit ?? null,
      holdingLimit: given.holdingLimit ?? null,
      members: given.members.map(memberOf),
    }
    const onSuccess = () => {
      toast.done(s.saved)
      onClose()
    }
    if (held) change.mutate({ params: { poolId: held.poolId }, body }, { onSuccess })
    else add.mutate({ body }, { onSuccess })
  }
  const title = held?.name ?? w.newPool
  return (
    <SidePanel
      title={title}
      label={title}
      onClose={onClose}
      actions={held ? <Archive poolId={held.poolId} name={held.name} onDone={onClose} /> : null}
    >
      <Form<Given> layout="vertical" requiredMark={false} onFinish={send} initialValues={initial}>
        <Form.Item name="name" label={w.name} rules={[{ required: true, message: s.needed }]}>
          <Input maxLength={80} autoComplete="off" />
        </Form.Item>
        <div className="rule-pair">
          <Form.Item name="dailyLimit" label={w.dailyLimit}>
            <InputNumber min={0} precision={0} placeholder={w.unlimited} />
          </Form.Item>
          <Form.Item name="holdingLimit" label={w.holdingLimit}>
            <InputNumber min={0} precision={0} placeholder={w.unlimited} />
          </Form.Item>
        </div>
        <Form.Item name="members" label={w.members}>
          <MemberSelect />
        </Form.Item>
        <Refusal error={add.error ?? change.error} />
        <Button type="primary" htmlType="submit" loading={add.isPending || change.isPending}>
          {s.save}
        </Button>
      </Form>
    </SidePanel>
  )
}

function memberOf(text: string): { kind: 'team' | 'user'; id: string } {
  const [kind, id = ''] = text.split(':')
  return { kind: kind === 'team' ? 'team' : 'user', id }
}

/** Teams and people in one box; the form hands it its value. */
function MemberSelect(given: { id?: string; value?: string[]; onChange?: (members: string[]) => void }) {
  const w = useWords(houseWords)
  const people = useEndpoint(listMembers, { query: { status: 'active' } }).data?.items ?? []
  const teams = useEndpoint(listTeams, {}).data?.items ?? []
  return (
    <Select
      {...given}
      mode="multiple"
      placeholder={w.membersPrompt}
      showSearch={{ optionFilterProp: 'label' }}
      options={[
        {
          label: w.teams,
          options: teams.map(({ teamId, name }) => ({ value: `team:${teamId}`, label: name })),
        },
        {
          label: w.people,
          options: people.map(({ userId, name }) => ({ value: `user:${userId}`, label: name })),
        },
      ]}
    />
  )
}

function Archive({ poolId, name, onDone }: { poolId: string; name: string; onDone: () => void }) {
  const w = useWords(houseWords)
  const s = useWords(settingsWords)
  const toast = useToast()
  const verb = useVerb(archivePool, [listPools])
  const done = () => {
    toast.done(w.archived)
    onDone()
  }
  return (
    <Popconfirm
      title={w.archiveAsk(name)}
      okText={s.archive}
      styles={{ root: { maxWidth: 300 } }}
      onConfirm={() => verb.mutate({ params: { poolId } }, { onSuccess: done, onError: toast.refused })}
    >
      <Button size="small" loading={verb.isPending}>
        {s.archive}
      </Button>
    </Popconfirm>
  )
}
