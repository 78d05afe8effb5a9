import { useRef } from 'react'
import { v4 as uuidv4 } from 'uuid'
import { typeLead } from '../../../contract/capture.ts'
import { call } from '../../app/api.ts'
import type { Reply } from '../../app/api.ts'
import type { Arriving } from './fields.ts'

export type Captured = Reply<typeof typeLead>['results'][number]

/**
 * Sends typed leads. The same leads sent again (a cut line, a second press) carry the same nonce and count once; changed
 * ones carry a new one.
 */
export function useTyping(): (leads: Arriving[], keepAnyway: boolean) => Promise<Captured[]> {
  const last = useRef({ text: '', nonce: '' })
  return async (leads, keepAnyway) => {
    const text = JSON.stringify([leads, keepAnyway])
    if (last.current.text !== text) last.current = { text, nonce: uuidv4() }
    const { results } = await call(typeLead, { body: { leads, keepAnyway, nonce: last.current.nonce } })
    return results
  }
}
