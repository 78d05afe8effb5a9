import { Button, Input } from 'antd'
import { useState } from 'react'
import {
  findAccounts,
  keepAccount,
  listAccounts,
  listPlatforms,
  removeAccount,
} from '../../../contract/platform.ts'
import type { PlatformName } from '../../../contract/platform.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { Section } from '../../ui/Page.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { appWords } from '../settings/appWords.ts'
import type { Person } from './useStaff.ts'

type Account = Reply<typeof listAccounts>['items'][number]

/** A member's accounts on the platforms that are set up; for admins. Nothing where none is. */
export function MemberAccounts({ person }: { person: Person }) {
  const w = useWords(appWords)
  const apps = useEndpoint(listPlatforms, {}).data?.items ?? []
  const accounts = useEndpoint(listAccounts, {}, { enabled: apps.length > 0 }).data?.items
  if (apps.length === 0 || !accounts) return null
  return (
    <Section title={w.accounts}>
      {apps.map(({ provider }) => {
        const account = accounts.find((each) => each.userId === person.userId && each.provider === provider)
        const key = `${provider} ${account?.accountId ?? ''}`
        return <OneAccount key={key} person={person} provider={provider} account={account} />
      })}
    </Section>
  )
}

interface OneAccountProps {
  person: Person
  provider: PlatformName
  account: Account | undefined
}

function OneAccount({ person: { userId, mobile }, provider, account }: OneAccountProps) {
  const w = useWords(appWords)
  const toast = useToast()
  const [typed, setTyped] = useState(account?.accountId ?? '')
  const fresh = [listAccounts, listPlatforms]
  const [keep, drop, find] = [
    useVerb(keepAccount, fresh),
    useVerb(removeAccount, fresh),
    useVerb(findAccounts, fresh),
  ]
  const params = { userId, provider }
  const said = (words: string) => ({ onSuccess: () => toast.done(words), onError: toast.refused })
  const look = () =>
    find.mutate(
      { params: { provider }, body: { userId } },
      {
        onSuccess: ({ found, unknown }) =>
          found > 0 ? toast.done(w.found(found)) : toast.refused(new Error(w.unknown(unknown.join(w.and)))),
        onError: toast.refused,
      },
    )
  const how = account && { hand: w.hand, mobile: w.mobile, signIn: w.byThem }[account.how]
  return (
    <div className="member-account">
      <label>
        {w[provider]} {how ? <span className="quiet">{how}</span> : null}
        <Input
          value={typed}
          maxLength={100}
          placeholder={w.accountHint}
          aria-label={w.accountOf(w[provider])}
          onChange={({ target }) => setTyped(target.value)}
        />
      </label>
      <div className="buttons">
        {typed.trim() && typed.trim() !== account?.accountId ? (
          <Button
            size="small"
            type="primary"
            loading={keep.isPending}
            onClick={() => keep.mutate({ params, body: { accountId: typed.trim() } }, said(w.saved))}
          >
            {w.save}
          </Button>
        ) : null}
        {account ? (
          <Button
            size="small"
            loading={drop.isPending}
            onClick={() => drop.mutate({ params }, said(w.unlinked))}
          >
            {w.unlink}
          </Button>
        ) : mobile ? (
          <Button size="small" loading={find.isPending} onClick={look}>
            {w.find}
          </Button>
        ) : null}
      </div>
    </div>
  )
}
