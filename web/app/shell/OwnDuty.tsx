import { Button, Dropdown } from 'antd'
import { comeBack, goOffline, listCapacity, offlineFor, readOwnTime } from '../../../contract/working-time.ts'
import type { OfflineFor } from '../../../contract/working-time.ts'
import { formatClock } from '../../ui/clock.ts'
import { dutyWords } from '../../ui/dutyWords.ts'
import { useToast } from '../../ui/useToast.tsx'
import { useLanguage, useWords } from '../language.tsx'
import { useEndpoint, useVerb } from '../queries.ts'

/** Whether the reader gets leads now, and going offline or coming back by one click. */
export function OwnDuty({ userId }: { userId: string }) {
  const w = useWords(dutyWords)
  const { lang } = useLanguage()
  const toast = useToast()
  const own = useEndpoint(readOwnTime, {}, { refetchInterval: 60_000 })
  const go = useVerb(goOffline, [readOwnTime, listCapacity])
  const back = useVerb(comeBack, [readOwnTime, listCapacity])
  const params = { userId }
  if (!own.data) return null
  const { off, offline, next } = own.data
  const comeBackNow = () =>
    back.mutate({ params }, { onSuccess: () => toast.done(w.isBack), onError: toast.refused })
  const goFor = (how: OfflineFor) =>
    go.mutate(
      { params, body: { for: how } },
      {
        onSuccess: ({ toAt }) => toast.done(w.offlineUntil(formatClock(toAt, lang)), comeBackNow),
        onError: toast.refused,
      },
    )
  if (offline)
    return (
      <Button size="small" danger onClick={comeBackNow} title={w.offlineHint}>
        {w.offlineUntil(formatClock(offline.toAt, lang))} · {w.comeBack}
      </Button>
    )
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: offlineFor.options.map((key) => ({ key, label: w[`for${key}`] })),
        onClick: ({ key }) => goFor(key as OfflineFor),
      }}
    >
      <Button size="small" type="text" title={w.offlineHint} aria-haspopup="menu">
        {off === null ? w.on : next ? w.offUntil(w[off], formatClock(next, lang)) : w[off]}
      </Button>
    </Dropdown>
  )
}
