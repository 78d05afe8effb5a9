import { Button, Popconfirm } from 'antd'
import { listHooks, removeHook } from '../../../../contract/hook.ts'
import type { Reply } from '../../../app/api.ts'
import { useWords } from '../../../app/language.tsx'
import { useEndpoint, useVerb } from '../../../app/queries.ts'
import { Answer } from '../../../ui/Answer.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { Page } from '../../../ui/Page.tsx'
import { useToast } from '../../../ui/useToast.tsx'
import { Entry } from '../Entry.tsx'
import { useSettings } from '../useSettings.ts'
import { settingsWords } from '../words.ts'
import { HookForm } from './HookForm.tsx'
import { hookWords } from './words.ts'

/** The addresses at which other systems tell what people did. */
export default function HooksPage() {
  const w = useWords(hookWords)
  const s = useWords(settingsWords)
  const { open, go } = useSettings()
  const hooks = useEndpoint(listHooks, {})
  const add = () => go({ open: 'new' })
  return (
    <Page
      title={s.hooks}
      actions={
        <Button type="primary" onClick={add}>
          {w.newHook}
        </Button>
      }
      side={open === 'new' ? <HookForm onClose={() => go({ open: undefined })} /> : undefined}
    >
      <p className="page-intro">{w.intro}</p>
      <Answer of={hooks}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={w.none} action={<Button onClick={add}>{w.newHook}</Button>}>
              {w.noneHint}
            </Empty>
          ) : (
            <ul className="entries" aria-label={s.hooks}>
              {items.map((hook) => (
                <HookEntry key={hook.hookId} hook={hook} />
              ))}
            </ul>
          )
        }
      </Answer>
    </Page>
  )
}

function HookEntry({ hook }: { hook: Reply<typeof listHooks>['items'][number] }) {
  const w = useWords(hookWords)
  const s = useWords(settingsWords)
  const toast = useToast()
  const { hookId, name, kind, url, active } = hook
  const remove = useVerb(removeHook, [listHooks])
  const copy = () => void navigator.clipboard.writeText(url).then(() => toast.done(s.copied), toast.refused)
  const go = () =>
    remove.mutate({ params: { hookId } }, { onSuccess: () => toast.done(w.removed), onError: toast.refused })
  return (
    <Entry
      title={name}
      off={!active}
      about={
        <>
          {w[kind]}
          <br />
          <span className="address">{url}</span>
        </>
      }
    >
      <Button size="small" onClick={copy}>
        {s.copy}
      </Button>
      <Popconfirm
        title={w.removeAsk(name)}
        okText={w.remove}
        onConfirm={go}
        styles={{ root: { maxWidth: 320 } }}
      >
        <Button size="small" danger loading={remove.isPending}>
          {w.remove}
        </Button>
      </Popconfirm>
    </Entry>
  )
}
