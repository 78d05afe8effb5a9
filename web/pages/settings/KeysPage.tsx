import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { listKeys, revokeKey } from '../../../contract/organisation.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Page } from '../../ui/Page.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { Entry } from './Entry.tsx'
import { KeyForm } from './KeyForm.tsx'
import { linkWords } from './linkWords.ts'
import { ShownOnce } from './ShownOnce.tsx'
import { useSettings } from './useSettings.ts'
import { settingsWords } from './words.ts'

type Key = Reply<typeof listKeys>['items'][number]

/** The keys other systems call with; a new one is shown once. */
export default function KeysPage() {
  const w = useWords(linkWords)
  const s = useWords(settingsWords)
  const { open, go } = useSettings()
  const keys = useEndpoint(listKeys, {})
  const [made, setMade] = useState<string>()
  const add = () => go({ open: 'new' })
  const close = () => go({ open: undefined })
  return (
    <Page
      title={s.keys}
      actions={
        <>
          <a href="/docs" target="_blank" rel="noreferrer">
            {w.docs}
          </a>
          <Button type="primary" onClick={add}>
            {w.newKey}
          </Button>
        </>
      }
      side={open === 'new' ? <KeyForm onMade={setMade} onClose={close} /> : undefined}
    >
      <p className="page-intro">{w.keysIntro}</p>
      <Answer of={keys}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={w.noKeys} action={<Button onClick={add}>{w.newKey}</Button>}>
              {w.noKeysHint}
            </Empty>
          ) : (
            <ul className="entries" aria-label={s.keys}>
              {items.map((key) => (
                <KeyEntry key={key.keyId} held={key} />
              ))}
            </ul>
          )
        }
      </Answer>
      {made ? <ShownOnce title={w.keyMade} secret={made} onClose={() => setMade(undefined)} /> : null}
    </Page>
  )
}

function KeyEntry({ held }: { held: Key }) {
  const w = useWords(linkWords)
  const toast = useToast()
  const revoke = useVerb(revokeKey, [listKeys])
  const { name, hint, scopes, lastUsedAt, createdAt, revokedAt, keyId } = held
  const go = () =>
    revoke.mutate({ params: { keyId } }, { onSuccess: () => toast.done(w.revoked), onError: toast.refused })
  return (
    <Entry
      title={
        <>
          {name} <span className="figure hint">…{hint}</span>
        </>
      }
      off={revokedAt !== null}
      about={
        <>
          {scopes.map((scope) => w[scope]).join(' · ')} · {w.created} <RelativeTime at={createdAt} /> ·{' '}
          {lastUsedAt ? (
            <>
              {w.lastUsed} <RelativeTime at={lastUsedAt} />
            </>
          ) : (
            w.neverUsed
          )}
        </>
      }
    >
      {revokedAt ? (
        <span className="quietly">{w.revoked}</span>
      ) : (
        <Popconfirm
          title={w.revokeAsk(name)}
          okText={w.revoke}
          onConfirm={go}
          styles={{ root: { maxWidth: 320 } }}
        >
          <Button size="small" danger loading={revoke.isPending}>
            {w.revoke}
          </Button>
        </Popconfirm>
      )}
    </Entry>
  )
}
