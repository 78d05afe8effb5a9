import { Button, Form, Input, Segmented, Select } from 'antd'
import { readMe } from '../../../contract/me.ts'
import { editOrganisation, readOrganisation } from '../../../contract/organisation.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Page } from '../../ui/Page.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { houseWords } from './houseWords.ts'
import { Refusal } from './Refusal.tsx'
import { settingsWords } from './words.ts'

type Organisation = Reply<typeof readOrganisation>

const currencies = ['CNY', 'HKD', 'TWD', 'USD', 'EUR', 'GBP', 'JPY', 'SGD', 'MYR', 'THB', 'VND']
const zones = Intl.supportedValuesOf('timeZone')
const slugShape = /^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/

/** The organisation's name, address, language, zone and currency. */
export default function OrganisationPage() {
  const s = useWords(settingsWords)
  const held = useEndpoint(readOrganisation, {})
  return (
    <Page title={s.organisation}>
      <Answer of={held}>{(organisation) => <OrganisationForm organisation={organisation} />}</Answer>
    </Page>
  )
}

function OrganisationForm({ organisation }: { organisation: Organisation }) {
  const w = useWords(houseWords)
  const s = useWords(settingsWords)
  const toast = useToast()
  const verb = useVerb(editOrganisation, [readOrganisation, readMe])
  const { orgId: _, ...initial } = organisation
  const send = (body: typeof initial) => verb.mutate({ body }, { onSuccess: () => toast.done(s.saved) })
  const needed = [{ required: true, message: s.needed }]
  const known = zones.includes(organisation.timeZone) ? zones : [organisation.timeZone, ...zones]
  return (
    <Form<typeof initial>
      className="settings-form"
      layout="vertical"
      requiredMark={false}
      onFinish={send}
      initialValues={initial}
    >
      <Form.Item name="name" label={w.name} rules={needed}>
        <Input maxLength={80} autoComplete="organization" />
      </Form.Item>
      <Form.Item
        name="slug"
        label={w.slug}
        extra={w.slugHint}
        rules={[{ required: true, pattern: slugShape, message: w.slugShape }]}
      >
        <Input maxLength={48} autoComplete="off" />
      </Form.Item>
      <Form.Item name="locale" label={w.locale} extra={w.localeHint}>
        <Segmented
          options={[
            { value: 'zh', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
      </Form.Item>
      <Form.Item name="timeZone" label={w.timeZone} extra={w.timeZoneHint} rules={needed}>
        <Select
          showSearch
          options={known.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
        />
      </Form.Item>
      <Form.Item name="currency" label={w.currency} rules={needed}>
        <Select
          showSearch
          options={[...new Set([organisation.currency, ...currencies])].map((code) => ({
            value: code,
            label: code,
          }))}
        />
      </Form.Item>
      <Refusal error={verb.error} />
      <Button type="primary" htmlType="submit" loading={verb.isPending}>
        {s.save}
      </Button>
    </Form>
  )
}
