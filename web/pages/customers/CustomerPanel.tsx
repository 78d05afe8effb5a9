import { Link } from '@tanstack/react-router'
import { Button, Popconfirm } from 'antd'
import { archiveCustomer, eraseCustomer, readCustomer } from '../../../contract/customer.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { useIs } from '../../app/session.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Money } from '../../ui/Money.tsx'
import { Section } from '../../ui/Page.tsx'
import { SidePanel } from '../../ui/SidePanel.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { CustomerForm } from './CustomerForm.tsx'
import type { CustomersSearch } from './search.ts'
import { type CustomerCard, readsOfCustomers } from './useCustomers.ts'
import { customerWords } from './words.ts'

interface CustomerPanelProps {
  open: NonNullable<CustomersSearch['open']>
  onOpen: (open: CustomersSearch['open']) => void
}

/** One customer beside the list, read and changed in place; or a new one. */
export function CustomerPanel({ open, onOpen }: CustomerPanelProps) {
  const w = useWords(customerWords)
  const close = () => onOpen(undefined)
  if (open === 'new')
    return (
      <SidePanel title={w.add} label={w.add} onClose={close}>
        <CustomerForm customer={undefined} onSaved={onOpen} />
      </SidePanel>
    )
  return <Held customerId={open} onClose={close} />
}

function Held({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const w = useWords(customerWords)
  const held = useEndpoint(readCustomer, { params: { customerId } })
  const writes = useIs('manager', 'admin')
  const title = held.data?.company ?? held.data?.name ?? w.customer
  return (
    <SidePanel
      title={title}
      label={title}
      onClose={onClose}
      {...(held.data && writes ? { foot: <Verbs customer={held.data} onGone={onClose} /> } : {})}
    >
      <Answer of={held} rows={10}>
        {(customer) => (
          <>
            {customer.masked ? <p className="quiet">{w.masked(customer.holder?.name ?? w.nobody)}</p> : null}
            <CustomerForm key={customer.version} customer={customer} />
            <Purchases customer={customer} />
            {customer.source ? <p className="faint">{w.learnt(customer.source)}</p> : null}
          </>
        )}
      </Answer>
    </SidePanel>
  )
}

function Purchases({ customer: { purchases } }: { customer: CustomerCard }) {
  const w = useWords(customerWords)
  if (purchases.length === 0) return null
  return (
    <Section title={w.purchases} about={w.purchasesHint}>
      <ul className="customer-purchases">
        {purchases.map(({ leadId, purchasedOn, amount, currency }) => (
          <li key={leadId}>
            <Link to="/leads/$leadId" params={{ leadId }}>
              <span className="figure">{purchasedOn}</span>
            </Link>
            <Money minor={amount} currency={currency} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Verbs({ customer, onGone }: { customer: CustomerCard; onGone: () => void }) {
  const w = useWords(customerWords)
  const toast = useToast()
  const admin = useIs('admin')
  const archive = useVerb(archiveCustomer, readsOfCustomers)
  const erase = useVerb(eraseCustomer, readsOfCustomers)
  const { customerId, version, archivedAt } = customer
  const put = () =>
    archive.mutate(
      { params: { customerId }, body: { version, archived: archivedAt === null } },
      {
        onSuccess: () => toast.done(archivedAt === null ? w.archivedNow : w.restoredNow),
        onError: toast.refused,
      },
    )
  const goes = () =>
    erase.mutate(
      { params: { customerId } },
      {
        onSuccess: () => {
          toast.done(w.erased)
          onGone()
        },
        onError: toast.refused,
      },
    )
  return (
    <>
      <Button loading={archive.isPending} onClick={put}>
        {archivedAt === null ? w.archive : w.restore}
      </Button>
      {admin ? (
        <Popconfirm title={w.eraseAsk} okText={w.erase} cancelText={w.cancel} onConfirm={goes}>
          <Button danger loading={erase.isPending}>
            {w.erase}
          </Button>
        </Popconfirm>
      ) : null}
    </>
  )
}
