import { Button } from 'antd'
import { useState } from 'react'
import type { Condition } from '../../../rules/condition.ts'
import { fieldsOf } from '../../../rules/fields.ts'
import type { ChoicesOf } from '../../ui/condition/choices.ts'
import { ConditionEditor } from '../../ui/condition/ConditionEditor.tsx'
import { Page, Section } from '../../ui/Page.tsx'

const sampleFields = fieldsOf([
  { key: 'budget', type: 'number', label: { zh: '预算', en: 'Budget' }, origin: 'custom' },
])
const sampleCondition: Condition = {
  all: [
    { field: 'source', op: 'is', value: '0190a000-0000-7000-8000-000000000001' },
    { field: 'region', op: 'in', value: ['31', '32', '33', '34', '35', '36', '37', '110108'] },
    { not: { field: 'title', op: 'contains', value: '学生' } },
    {
      any: [
        { field: 'lastFollowupAt', op: 'more_than_ago', value: { days: 3 } },
        { field: 'arrivedAt', op: 'after', value: '2026-03-01' },
        { field: 'tags', op: 'has_any', value: ['VIP', '展会'] },
      ],
    },
    { field: 'amount', op: 'between', value: [1_000_000, 5_000_000] },
    { field: 'custom.budget', op: 'at_least', value: 20 },
  ],
}
const choices: ChoicesOf = (field) =>
  field.from === 'sources'
    ? [
        { value: '0190a000-0000-7000-8000-000000000001', label: '官网' },
        { value: '0190a000-0000-7000-8000-000000000002', label: '抖音' },
      ]
    : undefined

export function ConditionPart() {
  const [condition, setCondition] = useState(sampleCondition)
  return (
    <Page title="条件" actions={<Button type="primary">保存</Button>}>
      <Section title="什么样的线索">
        <ConditionEditor value={condition} onChange={setCondition} fields={sampleFields} choices={choices} />
      </Section>
    </Page>
  )
}
