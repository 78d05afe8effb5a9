import type { CustomerFacts } from '../contract/customer.ts'
import { add } from '../server/flow/customer.ts'
import { setHolder } from '../server/rooms/customer/store.ts'
import type { Team } from './team.ts'

/** Adds a known customer to a test's team, as an admin would; returns their id. */
export async function knownCustomer(
  { within }: Pick<Team, 'within'>,
  facts: CustomerFacts & { holderId?: string },
): Promise<string> {
  return within(async (tx) => (await add(tx, { body: facts, lang: 'zh' })).customerId)
}

/** Gives a customer to a member, whoever that is. */
export async function giveCustomer(
  { within }: Pick<Team, 'within'>,
  customerId: string,
  holderId: string | null,
): Promise<void> {
  await within((tx) => setHolder(tx, [customerId], { holderId, now: new Date() }))
}
