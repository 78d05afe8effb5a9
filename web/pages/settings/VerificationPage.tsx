import { Button } from 'antd'
import { listProviders } from '../../../contract/verify.ts'
import type { CheckedField } from '../../../contract/verify.ts'
import type { Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { exactMoney } from '../../ui/format.ts'
import { Page, Section } from '../../ui/Page.tsx'
import { Entry } from './Entry.tsx'
import { ProviderForm } from './ProviderForm.tsx'
import { Spend } from './Spend.tsx'
import { TryProvider } from './TryProvider.tsx'
import { useSettings } from './useSettings.ts'
import { verifyWords } from './verifyWords.ts'
import { settingsWords } from './words.ts'

export type Provider = Reply<typeof listProviders>['items'][number]

const fields = ['phone', 'email'] as const

/** The services that check numbers and mailboxes: on or off, their keys, what they may cost and did cost. */
export default function VerificationPage() {
  const w = useWords(verifyWords)
  const s = useWords(settingsWords)
  const { open, go } = useSettings()
  const providers = useEndpoint(listProviders, {})
  const opened = fields.find((field) => field === open)
  const known = providers.data?.items.find(({ field }) => field === opened)
  return (
    <Page
      title={s.verification}
      side={
        opened && providers.data ? (
          <ProviderForm
            key={opened}
            field={opened}
            provider={known}
            onClose={() => go({ open: undefined })}
          />
        ) : undefined
      }
    >
      <p className="page-intro">{w.intro}</p>
      <Answer of={providers}>
        {({ items }) => (
          <ul className="entries" aria-label={s.verification}>
            {fields.map((field) => (
              <ProviderEntry
                key={field}
                field={field}
                provider={items.find((each) => each.field === field)}
                open={field === opened}
                onOpen={() => go({ open: field })}
              />
            ))}
          </ul>
        )}
      </Answer>
      <Section title={w.spendTitle}>
        <Spend />
      </Section>
    </Page>
  )
}

interface ProviderEntryProps {
  field: CheckedField
  provider: Provider | undefined
  open: boolean
  onOpen: () => void
}

function ProviderEntry({ field, provider, open, onOpen }: ProviderEntryProps) {
  const w = useWords(verifyWords)
  const { lang } = useLanguage()
  const money = (minor: number) => exactMoney(minor, provider?.currency ?? 'CNY', lang)
  const facts = provider
    ? [
        provider.active ? w.on : w.off,
        ...(provider.price > 0 ? [w.spent(money(provider.spentToday), money(provider.dailyBudget))] : []),
        ...(provider.waiting > 0 ? [w.waiting(provider.waiting)] : []),
      ]
    : [w.off]
  return (
    <Entry
      title={w[field]}
      off={!provider?.active}
      open={open}
      onOpen={onOpen}
      about={
        <>
          {w[`${field}About`]}
          <br />
          {facts.join(' · ')}
          {provider?.problem ? (
            <>
              <br />
              <span className="problem">{w.lastProblem(provider.problem)}</span>
            </>
          ) : null}
        </>
      }
    >
      {provider?.active ? <TryProvider field={field} /> : null}
      <Button size="small" onClick={onOpen}>
        {w.setUp}
      </Button>
    </Entry>
  )
}
