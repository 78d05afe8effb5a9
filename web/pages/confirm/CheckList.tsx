import type { Field } from '../../../rules/fields.ts'
import { addressOf } from '../../../rules/fields.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVocabulary } from '../../app/vocabulary.ts'
import { FieldInput } from '../../ui/FieldInput.tsx'
import { formatPhone } from '../../ui/format.ts'
import { Tick } from '../../ui/Tick.tsx'
import type { useChecks } from './useChecks.ts'
import type { QueueLead } from './useQueue.ts'
import { confirmWords } from './words.ts'

const asked = [
  'phone',
  'name',
  'company',
  'creditCode',
  'title',
  'wechat',
  'email',
  'region',
  'address',
  'need',
  'note',
] as const

interface CheckListProps {
  lead: QueueLead
  checks: ReturnType<typeof useChecks>
}

/** The facts to go through on the phone: put right where they stand, ticked when confirmed. */
export function CheckList({ lead, checks }: CheckListProps) {
  const w = useWords(confirmWords)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  const custom = [...fields.values()].filter(({ origin }) => origin === 'custom')
  const listed: Field[] = [...asked.flatMap((key) => fields.get(key) ?? []), ...custom]
  return (
    <div className="check-list" role="group" aria-label={w.facts}>
      <small className="faint">{w.tickHint}</small>
      {listed.map((field) => {
        const address = addressOf(field)
        const value = checks.current(address)
        const empty = value === null || value === undefined || value === ''
        const label = field.label[lang]
        return (
          <div
            key={address}
            className="check-row"
            data-wanted={lead.lacks.some((lack) => lack.field === address) || undefined}
          >
            {empty ? (
              <span />
            ) : (
              <Tick
                label={w.confirms(label)}
                on={checks.ticked.has(address)}
                onTurn={() => checks.tick(address, !checks.ticked.has(address))}
              />
            )}
            <label htmlFor={`check-${address}`}>{label}</label>
            <FieldInput
              id={`check-${address}`}
              field={field}
              long={field.key === 'need' || field.key === 'note'}
              value={address === 'phone' ? readable(value, lead) : (value ?? null)}
              onChange={(next) => checks.write(address, next)}
            />
          </div>
        )
      })}
    </div>
  )
}

/** A number in groups, as it is read out, until somebody writes into it. */
function readable(value: unknown, { phone }: QueueLead): unknown {
  return typeof value === 'string' && value !== '' && value === phone ? formatPhone(value) : (value ?? null)
}
