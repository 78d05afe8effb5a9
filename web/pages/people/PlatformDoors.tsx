import { Button } from 'antd'
import { useEffect, useEffectEvent } from 'react'
import { listDoors, startPlatform } from '../../../contract/platform.ts'
import type { PlatformName } from '../../../contract/platform.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { channelWords } from './channelWords.ts'
import { Refusal } from './Entrance.tsx'
import { entranceWords } from './words.ts'

/** Where to go on to after a platform let one in; it does not survive the way there in the address. */
export const NEXT = 'sluice next'

/** Within WeCom's own browser one is signed in without a word: once a window, so that who signs out, or is refused, stays out. */
const TRIED = 'sluice wecom tried'
const isWecom = /\bwxwork\//i.test(navigator.userAgent)

/** A button for each platform one may sign in through; nothing where there is none. */
export function PlatformDoors({ next, org }: { next: string | undefined; org: string | undefined }) {
  const w = useWords(entranceWords)
  const names = useWords(channelWords)
  const query = org ? { org } : {}
  const doors = useEndpoint(listDoors, { query }).data?.items ?? []
  const start = useVerb(startPlatform)
  const go = (provider: PlatformName) => {
    sessionStorage.setItem(NEXT, next ?? '')
    start.mutate({ params: { provider }, body: query }, { onSuccess: ({ url }) => location.assign(url) })
  }
  const silent = doors.includes('wecom') && isWecom && sessionStorage.getItem(TRIED) === null
  const goSilently = useEffectEvent(() => go('wecom'))
  useEffect(() => {
    if (!silent) return
    sessionStorage.setItem(TRIED, '1')
    goSilently()
  }, [silent])
  if (doors.length === 0) return null
  return (
    <div className="entrance-doors">
      <span className="entrance-or">{w.or}</span>
      <Refusal error={start.error} />
      {doors.map((provider) => (
        <Button key={provider} size="large" block loading={start.isPending} onClick={() => go(provider)}>
          {w.through(names[provider])}
        </Button>
      ))}
    </div>
  )
}
