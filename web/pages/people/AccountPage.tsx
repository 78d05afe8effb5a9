import { Button, Form, Input, Select } from 'antd'
import { chooseOrganisation, editMe, readMe } from '../../../contract/me.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useMe } from '../../app/session.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { Phone } from '../../ui/Phone.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { Absences } from './Absences.tsx'
import { accountWords } from './accountWords.ts'
import { useArrive } from './arrive.ts'
import { Channels } from './Channels.tsx'
import { dayAndTime } from './dayAndTime.ts'
import { Devices } from './Devices.tsx'
import { MyAccounts } from './MyAccounts.tsx'
import { PasswordSection } from './PasswordSection.tsx'
import { PushDevices } from './PushDevices.tsx'
import './people.css'
import { teamWords } from './teamWords.ts'
import { TwoFactor } from './TwoFactor.tsx'
import { useStaff } from './useStaff.ts'

/** Oneself: name, how one is told, password, second step, devices. */
export function AccountPage() {
  const w = useWords(accountWords)
  return (
    <Page title={w.title}>
      <div className="narrow">
        <Profile />
        <Away />
        <Channels />
        <PushDevices />
        <MyAccounts />
        <PasswordSection />
        <TwoFactor />
        <Devices />
      </div>
    </Page>
  )
}

function Profile() {
  const w = useWords(accountWords)
  const { lang } = useLanguage()
  const me = useMe()
  const toast = useToast()
  const verb = useVerb(editMe, [readMe])
  const save = (body: { name: string }) =>
    verb.mutate({ body }, { onSuccess: () => toast.done(w.saved), onError: toast.refused })
  return (
    <Section title={w.profile}>
      <Form<{ name: string }>
        name="profile"
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: me.name }}
        onFinish={save}
      >
        <div className="inline-save">
          <Form.Item name="name" label={w.name} rules={[{ required: true, message: w.needed }]}>
            <Input autoComplete="name" maxLength={80} />
          </Form.Item>
          <Button htmlType="submit" loading={verb.isPending}>
            {w.save}
          </Button>
        </div>
      </Form>
      <dl className="profile">
        <dt>{w.login}</dt>
        <dd>
          {me.email} {me.email && me.mobile ? ' · ' : null}
          {me.mobile ? <Phone value={me.mobile} /> : null}
          <div className="quiet">{w.loginHint}</div>
        </dd>
        <dt>{w.organisation}</dt>
        <dd>
          <OrganisationChoice />
        </dd>
        {me.teams.length > 0 ? (
          <>
            <dt>{w.teams}</dt>
            <dd>{me.teams.map(({ name, leads }) => (leads ? `${name} (${w.leads})` : name)).join(w.and)}</dd>
          </>
        ) : null}
        {me.deputyFor.length > 0 ? (
          <>
            <dt>{w.deputy}</dt>
            <dd>
              {me.deputyFor.map(({ userId, name, until }) => (
                <div key={userId}>{w.deputyFor(name, dayAndTime(until, lang))}</div>
              ))}
            </dd>
          </>
        ) : null}
      </dl>
    </Section>
  )
}

/** One's own absences: whoever is away says so, and who stands in. */
function Away() {
  const w = useWords(teamWords)
  const { userId } = useMe()
  const staff = useStaff()
  return (
    <Section title={w.absences} about={w.deputyHint}>
      <Answer of={staff} rows={1}>
        {({ people }) => <Absences people={people} of={userId} />}
      </Answer>
    </Section>
  )
}

/** The organisation one works in; a choice for who belongs to several. */
function OrganisationChoice() {
  const w = useWords(accountWords)
  const { organisation, organisations } = useMe()
  const verb = useVerb(chooseOrganisation)
  const arrive = useArrive()
  if (organisations.length < 2) return organisation.name
  return (
    <Select
      aria-label={w.organisation}
      value={organisation.orgId}
      options={organisations.map(({ orgId, name }) => ({ value: orgId, label: name }))}
      onChange={(orgId: string) => verb.mutate({ body: { orgId } }, { onSuccess: () => arrive() })}
      className="choice"
    />
  )
}
