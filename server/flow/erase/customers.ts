import type { Tx } from '../../db/db.ts'
import { forgetCustomers } from '../../lead/known.ts'
import type { LeadState } from '../../lead/store.ts'
import { type Persona, withoutPerson } from '../../rooms/customer/decide/forget.ts'
import * as customers from '../../rooms/customer/store.ts'
import * as erasing from '../../rooms/customer/store/erasing.ts'

interface Erased {
  readonly customerIds: readonly string[]
  /** Rows of imports that brought them. */
  readonly rows: readonly { readonly importId: string; readonly rowNo: number }[]
}

/** Takes a person out of the known customers who have a phone, an e-mail or a WeChat id of theirs, or who are them. */
export async function eraseOfCustomers(
  tx: Tx,
  leads: readonly LeadState[],
  { keys, now }: { keys: readonly string[]; now: Date },
): Promise<Erased> {
  const known = leads.flatMap(({ customerId }) => customerId ?? [])
  const ids = [...new Set([...known, ...(await erasing.customersBy(tx, keys))])].toSorted()
  if (ids.length === 0) return { customerIds: [], rows: [] }
  const held = await customers.lockCustomers(tx, ids)
  const persona = personaOf(leads)
  const after = held.map((before) => ({ before, after: withoutPerson(before, persona) }))
  const gone = after.filter((each) => each.after === null).map(({ before }) => before)
  const brought = await erasing.forgetChanges(tx, ids)
  await customers.changeCustomers(
    tx,
    after.flatMap((each) => (each.after ? [{ before: each.before, after: each.after }] : [])),
    now,
  )
  await customers.eraseCustomers(tx, gone)
  await forgetCustomers(
    tx,
    gone.map(({ customerId }) => customerId),
  )
  return { customerIds: ids, rows: brought }
}

function personaOf(leads: readonly LeadState[]): Persona {
  const all = (field: 'name' | 'phone' | 'email' | 'wechat' | 'address') =>
    leads.flatMap((lead) => lead[field] ?? [])
  return {
    names: all('name'),
    phones: all('phone'),
    emails: all('email'),
    wechats: all('wechat'),
    addresses: all('address'),
  }
}
