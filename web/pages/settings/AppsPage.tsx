import { Alert, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import {
  findAccounts,
  listAccounts,
  listPlatforms,
  platformNames,
  removePlatform,
  tryPlatform,
} from '../../../contract/platform.ts'
import type { PlatformName } from '../../../contract/platform.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Page } from '../../ui/Page.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { AppForm } from './AppForm.tsx'
import { appWords } from './appWords.ts'
import { Entry } from './Entry.tsx'
import { TryIt } from './TryIt.tsx'
import { useSettings } from './useSettings.ts'
import { settingsWords } from './words.ts'

export type App = Reply<typeof listPlatforms>['items'][number]

/** The organisation's own applications on WeCom, DingTalk and Feishu: setup, who is linked, how they fare. */
export default function AppsPage() {
  const w = useWords(appWords)
  const s = useWords(settingsWords)
  const { open, go } = useSettings()
  const apps = useEndpoint(listPlatforms, {})
  const opened = platformNames.find((name) => name === open)
  const side =
    opened && apps.data ? (
      <AppForm
        key={opened}
        provider={opened}
        app={apps.data.items.find(({ provider }) => provider === opened)}
        callback={apps.data.callbacks.find(({ provider }) => provider === opened)?.url ?? ''}
        onClose={() => go({ open: undefined })}
      />
    ) : undefined
  return (
    <Page title={s.apps} side={side}>
      <p className="page-intro">{w.intro}</p>
      <Answer of={apps}>
        {({ items }) => (
          <ul className="entries" aria-label={s.apps}>
            {platformNames.map((provider) => (
              <AppEntry
                key={provider}
                provider={provider}
                app={items.find((each) => each.provider === provider)}
                open={provider === opened}
                onOpen={() => go({ open: provider })}
              />
            ))}
          </ul>
        )}
      </Answer>
    </Page>
  )
}

interface AppEntryProps {
  provider: PlatformName
  app: App | undefined
  open: boolean
  onOpen: () => void
}

function AppEntry({ provider, app, open, onOpen }: AppEntryProps) {
  const w = useWords(appWords)
  const about = app
    ? [
        ...(app.messages ? [w.messages] : []),
        ...(app.signIn ? [w.signIn] : []),
        w.linked(app.linked, app.members),
      ].join(' · ')
    : w.notSet
  return (
    <Entry
      title={w[provider]}
      open={open}
      onOpen={onOpen}
      off={!app}
      about={
        <>
          {about}
          {app?.problem ? (
            <>
              <br />
              <span className="problem">
                {w.problem}: {app.problem}
              </span>
            </>
          ) : null}
        </>
      }
    >
      {app ? (
        <AppVerbs provider={provider} />
      ) : (
        <Button size="small" onClick={onOpen}>
          {w.setUp}
        </Button>
      )}
    </Entry>
  )
}

function AppVerbs({ provider }: { provider: PlatformName }) {
  const w = useWords(appWords)
  const s = useWords(settingsWords)
  const toast = useToast()
  const params = { provider }
  const remove = useVerb(removePlatform, [listPlatforms])
  const forget = () =>
    remove.mutate({ params }, { onSuccess: () => toast.done(w.forgotten), onError: toast.refused })
  return (
    <>
      <FindThem provider={provider} />
      <TryIt endpoint={tryPlatform} params={params} freshens={[listPlatforms]} />
      <Popconfirm title={w.forgetAsk(w[provider])} okText={s.remove} onConfirm={forget}>
        <Button size="small" danger loading={remove.isPending}>
          {w.forget}
        </Button>
      </Popconfirm>
    </>
  )
}

/** Looks everybody who is not linked yet up by mobile, and says who was not found. */
function FindThem({ provider }: { provider: PlatformName }) {
  const w = useWords(appWords)
  const toast = useToast()
  const verb = useVerb(findAccounts, [listPlatforms, listAccounts])
  const [shown, setShown] = useState(true)
  const go = () => {
    setShown(true)
    verb.mutate({ params: { provider }, body: {} }, { onError: toast.refused })
  }
  const told = verb.data
  const lines = told
    ? [
        w.found(told.found),
        ...(told.unknown.length > 0 ? [w.unknown(told.unknown.join(w.and))] : []),
        ...(told.numberless.length > 0 ? [w.numberless(told.numberless.join(w.and))] : []),
      ]
    : []
  return (
    <>
      <Button size="small" loading={verb.isPending} onClick={go}>
        {w.find}
      </Button>
      {told && shown ? (
        <Alert
          className="find-answer"
          type={told.unknown.length > 0 ? 'warning' : 'success'}
          title={lines.map((line) => (
            <div key={line}>{line}</div>
          ))}
          closable={{ onClose: () => setShown(false) }}
        />
      ) : null}
    </>
  )
}
