import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVocabulary } from '../../app/vocabulary.ts'
import { formatPhone } from '../../ui/format.ts'
import { Money } from '../../ui/Money.tsx'
import { Region } from '../../ui/Region.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { HolderName } from './PairLines.tsx'
import { questionWords } from './questionWords.ts'
import { nameOf } from './usePairs.ts'
import type { Question } from './useQuestions.ts'
import { useRuleName } from './useRuleName.ts'
import { duplicatesWords } from './words.ts'
import './evidence.css'
import './question.css'

interface QuestionCardProps {
  question: Question
  busy: boolean
  onAnswer: (question: Question, state: 'same' | 'different') => void
}

const compared = ['name', 'company', 'creditCode', 'wechat', 'region', 'address'] as const

/** A lead and the known customer it may be, line by line, why a rule asks, and the two answers. */
export function QuestionCard({ question, busy, onAnswer }: QuestionCardProps) {
  const w = useWords(questionWords)
  const ruleName = useRuleName()
  return (
    <section className="question" aria-label={w.question}>
      <p className="pair-verdict">
        <b>{w.question}</b>
        <span>{question.reason.message}</span>
        <span>{ruleName(question)}</span>
      </p>
      <Sides question={question} />
      <p className="question-verbs">
        <Button type="primary" loading={busy} onClick={() => onAnswer(question, 'same')}>
          {w.same}
        </Button>
        <Button disabled={busy} onClick={() => onAnswer(question, 'different')}>
          {w.different}
        </Button>
      </p>
    </section>
  )
}

function Sides({ question: { lead, customer } }: { question: Question }) {
  const w = useWords(questionWords)
  const d = useWords(duplicatesWords)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  const label = (key: string) => fields.get(key)?.label[lang] ?? key
  const lines = compared.filter((key) => lead[key] || customer[key])
  return (
    <table className="pair-beside">
      <caption className="unseen">{d.beside}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="unseen">{d.field}</span>
          </th>
          <th scope="col">
            <small>{w.lead}</small>{' '}
            <Link to="/leads/$leadId" params={{ leadId: lead.leadId }} title={d.openLead}>
              {nameOf(lead, d)}
            </Link>
          </th>
          <th scope="col">
            <small>{w.customer}</small>{' '}
            <Link to="/customers" search={{ open: customer.customerId } as never} title={w.openCustomer}>
              {nameOf(customer, d)}
            </Link>
            {customer.archivedAt ? w.archived : null}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((key) => (
          <Line
            key={key}
            label={label(key)}
            same={lead[key] !== null && lead[key] === customer[key]}
            one={shown(key, lead[key])}
            other={shown(key, customer[key])}
          />
        ))}
        <Line
          label={label('phone')}
          same={customer.phones.some((phone) => phone === lead.phone)}
          one={lead.phone ? formatPhone(lead.phone) : null}
          other={listed(customer.phones.map(formatPhone))}
        />
        {lead.email || customer.emails.length > 0 ? (
          <Line
            label={label('email')}
            same={customer.emails.some((email) => email === lead.email)}
            one={lead.email}
            other={listed(customer.emails)}
          />
        ) : null}
        <Line
          label={d.holder}
          same={false}
          one={<HolderName lead={lead} />}
          other={customer.holder?.name ?? null}
        />
        <Line label={d.arrived} same={false} one={<RelativeTime at={lead.arrivedAt} />} other={null} />
        {customer.lastPurchaseOn ? (
          <Line label={w.lastPurchase} same={false} one={null} other={customer.lastPurchaseOn} />
        ) : null}
        {customer.spend !== null && customer.currency ? (
          <Line
            label={w.spend}
            same={false}
            one={null}
            other={<Money minor={customer.spend} currency={customer.currency} />}
          />
        ) : null}
      </tbody>
    </table>
  )
}

const listed = (values: readonly string[]) => (values.length > 0 ? values.join(', ') : null)

function shown(key: string, value: string | null): React.ReactNode {
  return value && key === 'region' ? <Region code={value} /> : value
}

interface LineProps {
  label: string
  /** Letter for letter. */
  same: boolean
  one: React.ReactNode
  other: React.ReactNode
}

function Line({ label, same, one, other }: LineProps) {
  const d = useWords(duplicatesWords)
  const none = <span className="pair-none">—</span>
  return (
    <tr data-mark={same ? 'equal' : 'none'}>
      <th scope="row">
        {label}
        {same ? (
          <>
            <span className="pair-sign" title={d.equal} aria-hidden="true">
              =
            </span>
            <span className="unseen"> ({d.equal})</span>
          </>
        ) : null}
      </th>
      <td>{one ?? none}</td>
      <td>{other ?? none}</td>
    </tr>
  )
}
