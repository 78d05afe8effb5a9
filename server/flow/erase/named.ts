import type { Tx } from '../../db/db.ts'
import * as capturing from '../../rooms/capture/store/erasing.ts'
import * as importing from '../../rooms/import/store/erasing.ts'
import * as referring from '../../rooms/referral/store/erasing.ts'
import { keysOfNamed, readNamed } from '../referral/named.ts'

/**
 * Forgets an erased person as a referrer: what is held of them, and the words by which leads of others named them, in the
 * journal and in the rows of imports. A code is not of a person and stays.
 */
export async function eraseNamed(tx: Tx, erased: Parameters<typeof referring.forget>[1]): Promise<void> {
  const { keys, leadIds } = await referring.forget(tx, erased)
  const theirs = new Set([...keys, ...erased.keys])
  const came = await capturing.forgetReferrers(tx, leadIds, (raw) => {
    const named = readNamed(raw)
    return named !== null && keysOfNamed(named).some((key) => theirs.has(key))
  })
  await importing.eraseReferrers(tx, came)
}
