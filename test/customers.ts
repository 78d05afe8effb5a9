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

/** A customer of a member with a word in every text that is nowhere else. */
export function secretCustomer(secret: string, holderId: string): CustomerFacts & { holderId: string } {
  const texts = { name: `${secret}丁`, company: `${secret}公司`, note: secret }
  return { ...texts, phones: ['13810000001'], emails: ['someone.known@example.com'], holderId }
}

/** What an endpoint can be told about a customer. */
export const knownOfCustomer = (team: { customerId: string; holder: { userId: string } }) => ({
  customerId: team.customerId,
  customerIds: [team.customerId],
  holderId: team.holder.userId,
})
