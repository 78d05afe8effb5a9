import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { listWebhooks, removeWebhook, tryWebhook } from '../../../contract/settings.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { Page } from '../../ui/Page.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { Entry } from './Entry.tsx'
import { linkWords } from './linkWords.ts'
import { ShownOnce } from './ShownOnce.tsx'
import { TryIt } from './TryIt.tsx'
import { useSettings } from './useSettings.ts'
import { WebhookForm } from './WebhookForm.tsx'
import { settingsWords } from './words.ts'

type Webhook = Reply<typeof listWebhooks>['items'][number]

/** Where events are sent to, and how that goes. */
export default function WebhooksPage() {
  const w = useWords(linkWords)
  const s = useWords(settingsWords)
  const { open, go } = useSettings()
  const hooks = useEndpoint(listWebhooks, {}, { refetchInterval: 30_000 })
  const [secret, setSecret] = useState<string>()
  const opened = hooks.data?.items.find(({ webhookId }) => webhookId === open)
  const add = () => go({ open: 'new' })
  return (
    <Page
      title={s.webhooks}
      actions={
        <Button type="primary" onClick={add}>
          {w.newWebhook}
        </Button>
      }
      side={
        open === 'new' || opened ? (
          <WebhookForm
            key={open}
            held={opened}
            onSecret={setSecret}
            onClose={() => go({ open: undefined })}
          />
        ) : undefined
      }
    >
      <p className="page-intro">{w.webhooksIntro}</p>
      <Answer of={hooks}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={w.noWebhooks} action={<Button onClick={add}>{w.newWebhook}</Button>}>
              {w.noWebhooksHint}
            </Empty>
          ) : (
            <ul className="entries" aria-label={s.webhooks}>
              {items.map((hook) => (
                <HookEntry
                  key={hook.webhookId}
                  hook={hook}
                  open={hook.webhookId === open}
                  onOpen={() => go({ open: hook.webhookId })}
                />
              ))}
            </ul>
          )
        }
      </Answer>
      {secret ? (
        <ShownOnce
          title={w.secretMade}
          secret={secret}
          hint={w.secretHint}
          onClose={() => setSecret(undefined)}
        />
      ) : null}
    </Page>
  )
}

function HookEntry({ hook, open, onOpen }: { hook: Webhook; open: boolean; onOpen: () => void }) {
  const w = useWords(linkWords)
  const s = useWords(settingsWords)
  const toast = useToast()
  const { webhookId, url, kinds, active, lastDeliveredAt, lastProblem, waiting } = hook
  const remove = useVerb(removeWebhook, [listWebhooks])
  const params = { webhookId }
  const go = () =>
    remove.mutate({ params }, { onSuccess: () => toast.done(w.removed), onError: toast.refused })
  return (
    <Entry
      title={<span className="address">{url}</span>}
      open={open}
      onOpen={onOpen}
      off={!active}
      about={
        <>
          {kinds.map((kind) => w[kind]).join(' · ')}
          <br />
          {active ? null : `${s.off} · `}
          {lastDeliveredAt ? (
            <>
              {w.delivered} <RelativeTime at={lastDeliveredAt} />
            </>
          ) : (
            w.neverDelivered
          )}
          {waiting > 0 ? ` · ${w.waiting(waiting)}` : null}
          {lastProblem ? (
            <span className="problem">
              {' '}
              · {w.problem}: {lastProblem}
            </span>
          ) : null}
        </>
      }
    >
      <TryIt endpoint={tryWebhook} params={params} freshens={[listWebhooks]} />
      <Popconfirm
        title={w.removeAsk(url)}
        okText={s.remove}
        onConfirm={go}
        styles={{ root: { maxWidth: 320 } }}
      >
        <Button size="small" danger loading={remove.isPending}>
          {s.remove}
        </Button>
      </Popconfirm>
    </Entry>
  )
}
