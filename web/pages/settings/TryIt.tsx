import { Button, Popover } from 'antd'
import { useState } from 'react'
import type { Endpoint } from '../../../contract/endpoint.ts'
import type { tryPlatform } from '../../../contract/platform.ts'
import type { tryRobot, tryWebhook } from '../../../contract/settings.ts'
import type { Sent } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useExplained } from '../../ui/ErrorState.tsx'
import { linkWords } from './linkWords.ts'
import { settingsWords } from './words.ts'

interface TryItProps<E> {
  endpoint: E
  params: Sent<E> extends { params: infer P } ? P : never
  freshens: readonly Endpoint[]
}

/** Sends a test and shows, word for word, what came back. */
export function TryIt<E extends typeof tryWebhook | typeof tryRobot | typeof tryPlatform>({
  endpoint,
  params,
  freshens,
}: TryItProps<E>) {
  const w = useWords(linkWords)
  const s = useWords(settingsWords)
  const [open, setOpen] = useState(false)
  const verb = useVerb<typeof tryWebhook | typeof tryRobot | typeof tryPlatform>(endpoint, freshens)
  const { detail } = useExplained(verb.error)
  const go = () => verb.mutate({ params } as Sent<typeof tryWebhook>, { onSettled: () => setOpen(true) })
  const told = verb.data
  return (
    <Popover
      open={open}
      onOpenChange={(to) => {
        if (!to) setOpen(false)
      }}
      trigger="click"
      title={verb.error ? w.failed : told?.ok ? w.worked : w.failed}
      content={
        <div className="answer" role="status">
          {verb.error ? detail : told?.answer ? <code>{told.answer}</code> : w.silent}
        </div>
      }
    >
      <Button size="small" loading={verb.isPending} onClick={go}>
        {s.tryIt}
      </Button>
    </Popover>
  )
}
