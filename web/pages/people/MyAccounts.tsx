import { Button } from 'antd'
import { readChannels } from '../../../contract/notice.ts'
import { listMyAccounts, startPlatform, unlinkMyAccount } from '../../../contract/platform.ts'
import type { PlatformName } from '../../../contract/platform.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { Section } from '../../ui/Page.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { channelWords } from './channelWords.ts'

/** One's accounts on the platforms the organisation has set up; nothing where it has none. */
export function MyAccounts() {
  const w = useWords(channelWords)
  const toast = useToast()
  const accounts = useEndpoint(listMyAccounts, {})
  const start = useVerb(startPlatform)
  const unlink = useVerb(unlinkMyAccount, [listMyAccounts, readChannels])
  const items = accounts.data?.items ?? []
  if (items.length === 0) return null
  const link = (provider: PlatformName) =>
    start.mutate(
      { params: { provider }, body: { link: true } },
      { onSuccess: ({ url }) => location.assign(url), onError: toast.refused },
    )
  const drop = (provider: PlatformName) =>
    unlink.mutate(
      { params: { provider } },
      { onSuccess: () => toast.done(w.unlinked), onError: toast.refused },
    )
  return (
    <Section title={w.accounts} about={w.accountsHint}>
      <ul className="lines">
        {items.map(({ provider, signIn, linkedAt }) => (
          <li key={provider}>
            <div>
              <b>{w[provider]}</b>
              {linkedAt ? (
                <div className="quiet">
                  {w.linked} <RelativeTime at={linkedAt} />
                </div>
              ) : null}
              {linkedAt || signIn ? null : <div className="quiet">{w.askAdmin}</div>}
            </div>
            {linkedAt ? (
              <Button size="small" onClick={() => drop(provider)}>
                {w.unlink}
              </Button>
            ) : signIn ? (
              <Button size="small" loading={start.isPending} onClick={() => link(provider)}>
                {w.link}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  )
}
