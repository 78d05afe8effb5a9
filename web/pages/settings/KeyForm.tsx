import { Button, Checkbox, Form, Input } from 'antd'
import { keyScopes } from '../../../contract/endpoint.ts'
import type { KeyScope } from '../../../contract/endpoint.ts'
import { createKey, listKeys } from '../../../contract/organisation.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { linkWords } from './linkWords.ts'
import { Refusal } from './Refusal.tsx'
import { settingsWords } from './words.ts'

interface Given {
  name: string
  scopes: KeyScope[]
}

/** Makes a key for one system. */
export function KeyForm({ onMade, onClose }: { onMade: (key: string) => void; onClose: () => void }) {
  const w = useWords(linkWords)
  const s = useWords(settingsWords)
  const verb = useVerb(createKey, [listKeys])
  const send = (body: Given) =>
    verb.mutate(
      { body },
      {
        onSuccess: ({ key }) => {
          onMade(key)
          onClose()
        },
      },
    )
  const needed = [{ required: true, message: s.needed }]
  return (
    <SidePanel title={w.newKey} label={w.newKey} onClose={onClose}>
      <Form<Given>
        layout="vertical"
        requiredMark={false}
        onFinish={send}
        initialValues={{ scopes: ['leads:write'] }}
      >
        <Form.Item name="name" label={w.keyName} rules={needed}>
          <Input maxLength={80} autoFocus autoComplete="off" placeholder={w.keyNamePrompt} />
        </Form.Item>
        <Form.Item name="scopes" label={w.scopes} rules={needed}>
          <Checkbox.Group
            className="stacked"
            options={keyScopes.map((scope) => ({ value: scope, label: w[scope] }))}
          />
        </Form.Item>
        <Refusal error={verb.error} />
        <Button type="primary" htmlType="submit" loading={verb.isPending}>
          {w.newKey}
        </Button>
      </Form>
    </SidePanel>
  )
}
