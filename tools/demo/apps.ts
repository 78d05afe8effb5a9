import type { Tx } from '../../server/db/db.ts'
import type { House } from '../../server/house.ts'
import { sealAppSecret } from '../../server/people/platforms/apps.ts'
import { keepApp, linkAccount } from '../../server/people/platforms/store.ts'

/** A WeCom application as an admin has begun to set it up: most reps linked, and nothing sent, since the demo calls nobody. */
export async function makeApp(tx: Tx, { config }: House, reps: readonly string[]): Promise<void> {
  const sealedSecret = sealAppSecret(config, tx.orgId, 'a secret of no application')
  const app = {
    provider: 'wecom' as const,
    clientId: 'ww0000000000demo',
    agent: '1000002',
    base: null,
    sealedSecret,
  }
  await keepApp(tx, { ...app, messages: false, signIn: false })
  for (const [nth, userId] of reps.slice(0, 20).entries()) {
    const how = nth < 17 ? 'mobile' : 'hand'
    await linkAccount(tx, { userId, provider: 'wecom', accountId: `rep${nth + 1}`, how })
  }
}
