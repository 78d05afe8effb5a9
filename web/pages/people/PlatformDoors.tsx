import { Button } from 'antd'
import { listDoors, startPlatform } from '../../../contract/platform.ts'
import type { PlatformName } from '../../../contract/platform.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { channelWords } from './channelWords.ts'
import { Refusal } from './Entrance.tsx'
import { entranceWords } from './words.ts'

/** Where to go on to after a platform let one in; it does not survive the way there in the address. */
export const NEXT = 'sluice next'

/** A button for each platform one may sign in through; nothing where there is none. */
export function PlatformDoors({ next, org }: { next: string | undefined; org: string | undefined }) {
  const w = useWords(entranceWords)
  const names = useWords(channelWords)
  const query = org ? { org } : {}
  const doors = useEndpoint(listDoors, { query }).data?.items ?? []
  const start = useVerb(startPlatform)
  if (doors.length === 0) return null
  const go = (provider: PlatformName) => {
    sessionStorage.setItem(NEXT, next ?? '')
    start.mutate({ params: { provider }, body: query }, { onSuccess: ({ url }) => location.assign(url) })
  }
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
