import { BulbOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import type { Gate } from '../../../../contract/policy.ts'
import { addField, listFields } from '../../../../contract/settings.ts'
import { useWords } from '../../../app/language.tsx'
import { useEndpoint, useVerb } from '../../../app/queries.ts'
import { useIs } from '../../../app/session.ts'
import { useToast } from '../../../ui/useToast.tsx'
import { intent, offered } from './offered.ts'
import { gateWords } from './words.ts'

interface AskIntentProps {
  gate: Gate
  onChange: (gate: Gate) => void
}

/** Two of the four say that somebody means to buy; a stricter gate asks for more. */
const LEAST = 2

/** Asks for purchase intent and need: makes the fields there are not yet, and writes the requirement. */
export function AskIntent({ gate, onChange }: AskIntentProps) {
  const w = useWords(gateWords)
  const admin = useIs('admin')
  const toast = useToast()
  const held = useEndpoint(listFields, {}).data?.items
  const add = useVerb(addField, [listFields])
  const asked = gate.requirements.some(({ need }) => intent.every((address) => need.includes(address)))
  if (asked) return null
  const ask = async () => {
    const known = new Set(held?.map(({ key }) => `custom.${key}`))
    const missing = intent
      .filter((address) => !known.has(address))
      .flatMap((address) => offered[address] ?? [])
    try {
      for (const [i, field] of missing.entries())
        await add.mutateAsync({ body: { ...field, position: (held?.length ?? 0) + 1 + i } })
    } catch (error) {
      toast.refused(error)
      return
    }
    const before = gate
    const more = { need: [...intent], atLeast: LEAST }
    onChange({ ...gate, preset: 'custom', requirements: [...gate.requirements, more] })
    toast.done(missing.length > 0 ? w.intentMade(missing.length) : w.intentAsked, () => onChange(before))
  }
  return (
    <Tooltip title={admin ? w.intentHint : w.intentMayNot}>
      <Button
        className="after-lines"
        disabled={!admin || held === undefined}
        loading={add.isPending}
        icon={<BulbOutlined aria-hidden="true" />}
        onClick={() => void ask()}
      >
        {w.intent}
      </Button>
    </Tooltip>
  )
}
