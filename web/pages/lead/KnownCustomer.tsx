import { CrownOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { listCustomerStages } from '../../../contract/customer.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { Money } from '../../ui/Money.tsx'
import type { Lead } from './lead.ts'
import { knownWords } from './words.ts'
import './known.css'

/** That a lead is of somebody who has bought before: how they stand, what they spent, when last, and whose they are. */
export function KnownCustomer({ of: customer }: { of: NonNullable<Lead['customer']> }) {
  const w = useWords(knownWords)
  const { lang } = useLanguage()
  const stages = useEndpoint(listCustomerStages, {}, { staleTime: 60_000 }).data?.items ?? []
  const { customerId, lifecycleStage, spend, currency, lastPurchaseOn, holder, company } = customer
  const stage = stages.find(({ key }) => key === lifecycleStage)?.label[lang] ?? lifecycleStage
  return (
    <section className="lead-known" aria-label={w.known}>
      <CrownOutlined aria-hidden="true" />
      <b>
        <Link to="/customers" search={{ open: customerId } as never}>
          {w.known}
        </Link>
      </b>
      {company ? <span>{company}</span> : null}
      <span>{stage}</span>
      {spend !== null && currency ? (
        <span>
          {w.spent} <Money minor={spend} currency={currency} />
        </span>
      ) : null}
      {lastPurchaseOn ? (
        <span>
          {w.last} <span className="figure">{lastPurchaseOn}</span>
        </span>
      ) : null}
      <span>{holder?.name ? w.holder(holder.name) : w.nobodys}</span>
    </section>
  )
}
