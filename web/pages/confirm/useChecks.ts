import { useState } from 'react'
import type { editLead } from '../../../contract/lead.ts'
import type { Sent } from '../../app/api.ts'
import { valueOf } from '../lead/useEdit.ts'
import type { QueueLead } from './useQueue.ts'

type Patch = Omit<NonNullable<Sent<typeof editLead>['body']>, 'version'>

/** What the reader found: values put right or added, and the fields that were confirmed. */
export function useChecks(lead: QueueLead) {
  const [draft, setDraft] = useState<ReadonlyMap<string, unknown>>(new Map())
  // Whoever answers the phone has confirmed that much.
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => new Set(lead.phone ? ['phone'] : []))
  const current = (address: string) => (draft.has(address) ? draft.get(address) : valueOf(lead, address))
  const tick = (address: string, on: boolean) =>
    setTicked((before) => {
      const after = new Set(before)
      if (on) after.add(address)
      else after.delete(address)
      return after
    })
  const write = (address: string, value: unknown) => {
    setDraft((before) => new Map(before).set(address, value))
    // What they said just now, they confirmed.
    tick(address, !isEmpty(value))
  }
  const changes = [...draft].filter(([address, value]) => !same(value, valueOf(lead, address)))
  return {
    current,
    ticked,
    tick,
    write,
    changed: changes.length > 0,
    /** What is sent with an end; a lead that is turned away or not reached learns nothing. */
    said: (taken: boolean): { patch: Patch; fields: string[] } =>
      taken ? { patch: patchOf(changes), fields: [...ticked] } : { patch: {}, fields: [] },
  }
}

const isEmpty = (value: unknown) => value === null || value === undefined || value === ''
const same = (a: unknown, b: unknown) =>
  JSON.stringify(isEmpty(a) ? null : a) === JSON.stringify(isEmpty(b) ? null : b)

function patchOf(changes: readonly (readonly [string, unknown])[]): Patch {
  const own = changes.filter(([address]) => address.startsWith('custom.'))
  const named = changes.filter(([address]) => !address.startsWith('custom.'))
  const filled = (value: unknown) => (isEmpty(value) ? null : value)
  return {
    ...Object.fromEntries(named.map(([address, value]) => [address, filled(value)])),
    ...(own.length > 0 && {
      custom: Object.fromEntries(own.map(([address, value]) => [address.slice(7), filled(value)])),
    }),
  }
}
