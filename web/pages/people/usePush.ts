import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { addDevice, readChannels, removeDevice } from '../../../contract/notice.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import { channelWords } from './channelWords.ts'
import { nameOf } from './deviceName.ts'
import { pushState, subscribe, unsubscribe } from './pushDevice.ts'

/** Browser push on this device: how it stands, and switching it on and off by a click. */
export function usePush() {
  const w = useWords(channelWords)
  const toast = useToast()
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const state = useQuery({ queryKey: ['push state'], queryFn: pushState, staleTime: 0 })
  const add = useVerb(addDevice, [readChannels])
  const remove = useVerb(removeDevice, [readChannels])
  const ran = async (work: () => Promise<unknown>) => {
    setBusy(true)
    await work().catch(() => toast.refused(new Error(w.failed)))
    setBusy(false)
    await client.invalidateQueries({ queryKey: ['push state'] })
  }
  const turnOn = (pushKey: string) =>
    ran(async () => {
      const made = await subscribe(pushKey)
      if (!made) return toast.refused(new Error(w.notGiven))
      const label = nameOf(navigator.userAgent) ?? w.browsers
      return add.mutateAsync({ body: { ...made, label } }).then(() => toast.done(w.turnedOn), toast.refused)
    })
  const turnOff = (deviceId: string, here: boolean) =>
    ran(async () => {
      if (here) await unsubscribe()
      await remove.mutateAsync({ params: { deviceId } }).then(() => toast.done(w.turnedOff), toast.refused)
    })
  return { busy, state: state.data?.state, turnOn, turnOff }
}
