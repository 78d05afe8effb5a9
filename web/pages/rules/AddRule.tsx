import { PlusOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import type { AssignRule } from '../../../contract/assign.ts'
import { useWords } from '../../app/language.tsx'
import { newLineId } from '../policy/useLines.ts'
import type { RuleVocabulary } from '../policy/useSaying.ts'
import { strategyWords } from './strategyWords.ts'
import { begin, type Template, templates } from './templates.ts'
import type { Checked } from './useCheck.ts'

interface AddRuleProps {
  label: string
  primary?: boolean
  vocabulary: RuleVocabulary
  checked: Checked | undefined
  fallbackPoolId: string
  onAdd: (rule: AssignRule) => void
}

/** A new rule: blank, or one of those the two founding modes are made of. */
export function AddRule({ label, primary, vocabulary, checked, fallbackPoolId, onAdd }: AddRuleProps) {
  const w = useWords(strategyWords)
  const entry = (template: Template) => ({
    key: template,
    label: w[template],
    onClick: () =>
      onAdd(
        begin(template, {
          id: newLineId(),
          name: w[template],
          vocabulary,
          fallbackPoolId,
          grades: checked?.grades ?? [],
        }),
      ),
  })
  const items = [
    entry('blank'),
    ...Object.entries(templates).map(([group, members]) => ({
      key: group,
      type: 'group' as const,
      label: w[group as keyof typeof templates],
      children: members.map(entry),
    })),
  ]
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <Button type={primary ? 'primary' : 'default'} icon={<PlusOutlined aria-hidden="true" />}>
        {label}
      </Button>
    </Dropdown>
  )
}
