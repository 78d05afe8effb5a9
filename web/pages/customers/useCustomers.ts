import {
  countCustomers,
  listCustomers,
  listCustomerStages,
  readCustomer,
} from '../../../contract/customer.ts'
import type { CustomerSort } from '../../../contract/customer.ts'
import { listMembers } from '../../../contract/people.ts'
import type { Reply } from '../../app/api.ts'
import { useLanguage } from '../../app/language.tsx'
import { useFreshen } from '../../app/live.ts'
import { useEndpoint, usePages } from '../../app/queries.ts'
import { askedOf, type CustomersSearch } from './search.ts'

export type CustomerLine = Reply<typeof listCustomers>['items'][number]
export type CustomerCard = Reply<typeof readCustomer>

/** What a change of a customer makes stale. */
export const readsOfCustomers = [listCustomers, countCustomers, readCustomer] as const

/** The customers of the page's address, page by page, and how many there are. */
export function useCustomers(search: CustomersSearch) {
  const query = askedOf(search)
  const sort: CustomerSort = search.by ?? 'recent'
  const list = usePages(listCustomers, { query: { ...query, sort, limit: 100 } })
  const count = useEndpoint(countCustomers, { query }, { keep: true })
  useFreshen(['customer'], readsOfCustomers)
  return { list, count: count.data }
}

/** The organisation's lifecycle stages by what the reader calls them. */
export function useStages() {
  const { lang } = useLanguage()
  const stages = useEndpoint(listCustomerStages, {}, { staleTime: 60_000 }).data?.items ?? []
  const options = stages.map(({ key, label }) => ({ value: key, label: label[lang] }))
  const nameOf = (key: string) => options.find(({ value }) => value === key)?.label ?? key
  return { options, nameOf }
}

/** Members who may hold a customer. */
export function useHolders() {
  const members = useEndpoint(listMembers, {}, { staleTime: 60_000 }).data?.items ?? []
  return members.map(({ userId, name }) => ({ value: userId, label: name }))
}
