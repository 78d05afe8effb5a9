import { Button, Form, Input, InputNumber, Select } from 'antd'
import {
  editAbilitySettings,
  listAbilities,
  readAbility,
  readAbilitySettings,
} from '../../../contract/ability.ts'
import type { BodyOf } from '../../../contract/endpoint.ts'
import type { Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { Answer } from '../../ui/Answer.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { abilityWords } from './words.ts'

/** By what abilities are reckoned: to read for a manager, to change for an admin. */
export function AbilitySettings({ onClose }: { onClose: () => void }) {
  const w = useWords(abilityWords)
  const held = useEndpoint(readAbilitySettings, {})
  return (
    <SidePanel title={w.settings} label={w.settings} onClose={onClose}>
      <Answer of={held}>{(settings) => <Settings held={settings} />}</Answer>
    </SidePanel>
  )
}

type Held = Reply<typeof readAbilitySettings>

function Settings({ held: { choices, ...held } }: { held: Held }) {
  const w = useWords(abilityWords)
  const { lang } = useLanguage()
  const admin = useIs('admin')
  const toast = useToast()
  const verb = useVerb(editAbilitySettings, [readAbilitySettings, listAbilities, readAbility])
  const send = (body: BodyOf<typeof editAbilitySettings>) => {
    // The last tier is whatever lies below the others.
    const tiers = body.tiers.map((tier, i) => (i === body.tiers.length - 1 ? { ...tier, from: 0 } : tier))
    verb.mutate(
      { body: { ...body, tiers } },
      { onSuccess: () => toast.done(w.saved), onError: toast.refused },
    )
  }
  const whole = (name: keyof typeof held, label: string, [min, max]: readonly [number, number]) => (
    <Form.Item name={name} label={label} rules={[{ required: true }]}>
      <InputNumber min={min} max={max} precision={0} />
    </Form.Item>
  )
  return (
    <Form
      name="ability"
      layout="vertical"
      requiredMark={false}
      disabled={!admin}
      initialValues={held}
      onFinish={send}
      className="ability-settings"
    >
      {admin ? null : <p className="hint">{w.adminOnly}</p>}
      <Form.Item name="segment" label={w.segment}>
        <Select options={choices.map(({ value, label }) => ({ value, label: label[lang] }))} />
      </Form.Item>
      {whole('halfLifeDays', w.halfLife, [7, 3650])}
      {whole('minLeads', w.minLeads, [1, 1000])}
      {whole('minDays', w.minDays, [0, 365])}
      <fieldset>
        <legend>{w.tiers}</legend>
        <p className="hint">{w.tiersAbout}</p>
        <Form.List name="tiers">
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <div className="tier-line" key={key}>
                  <Form.Item name={[name, 'name']} rules={[{ required: true }]}>
                    <Input maxLength={8} aria-label={w.tierName} />
                  </Form.Item>
                  <Form.Item name={[name, 'from']} rules={[{ required: true }]}>
                    <InputNumber
                      min={0}
                      max={100}
                      step={0.05}
                      aria-label={w.tierFrom}
                      disabled={!admin || name === fields.length - 1}
                    />
                  </Form.Item>
                  <Button
                    type="text"
                    disabled={!admin || fields.length <= 2 || name === fields.length - 1}
                    onClick={() => remove(name)}
                  >
                    {w.remove}
                  </Button>
                </div>
              ))}
              {fields.length < 8 ? (
                <Button onClick={() => add({ name: '', from: null }, 0)}>{w.addTier}</Button>
              ) : null}
            </>
          )}
        </Form.List>
      </fieldset>
      {admin ? (
        <Button type="primary" htmlType="submit" loading={verb.isPending}>
          {w.save}
        </Button>
      ) : null}
    </Form>
  )
}
