import { useState } from 'react'
import type { Field, Fields } from '../../../rules/fields.ts'
import { addressOf } from '../../../rules/fields.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useVocabulary } from '../../app/vocabulary.ts'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { FieldMark, useMarks } from '../verify/FieldMark.tsx'
import { Collaborators } from './Collaborators.tsx'
import { Fact } from './Fact.tsx'
import { obstacle } from './lead.ts'
import type { Lead } from './lead.ts'
import { TagsEditor } from './TagsEditor.tsx'
import { valueOf } from './useEdit.ts'
import { leadWords, pageWords } from './words.ts'

/** What a person may say about a lead, in the order it is read. */
const own = [
  ...(['phone', 'wechat', 'email', 'need', 'note', 'name', 'company'] as const),
  ...(['creditCode', 'title', 'region', 'address'] as const),
]

/** The facts of a lead: filled ones, and the empty ones behind one button. */
export function Facts({ lead }: { lead: Lead }) {
  const w = useWords(pageWords)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  const marks = useMarks(lead.leadId)
  const [all, setAll] = useState(false)
  const asked = askedOf(fields)
  const filled = asked.filter((field) => isFilled(lead, field) || wanted(lead, field))
  const empty = asked.length - filled.length
  const fixed = obstacle(lead, 'edit')
  return (
    <section className="lead-part" aria-label={w.facts}>
      <dl className="facts">
        {(all ? asked : filled).map((field) => (
          <Fact
            key={addressOf(field)}
            lead={lead}
            field={field}
            fixed={fixed}
            mark={
              marks && isFilled(lead, field) ? (
                <FieldMark
                  leadId={lead.leadId}
                  field={addressOf(field)}
                  label={field.label[lang]}
                  marks={marks}
                  fixed={fixed}
                />
              ) : null
            }
          />
        ))}
        <TagsEditor lead={lead} />
        <Collaborators lead={lead} />
        <Origin lead={lead} />
      </dl>
      {empty > 0 && fixed === undefined ? (
        <button
          type="button"
          className="plain-link facts-more"
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all ? w.lessFacts : w.moreFacts(empty)}
        </button>
      ) : null}
    </section>
  )
}

function askedOf(fields: Fields): Field[] {
  const custom = [...fields.values()].filter(({ origin }) => origin === 'custom')
  return [...own.flatMap((key) => fields.get(key) ?? []), ...custom]
}

function isFilled(lead: Lead, field: Field): boolean {
  const value = valueOf(lead, addressOf(field))
  return value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
}

/** What quarantine asks for stands open to be filled in, though it is empty. */
function wanted({ gateReasons }: Lead, field: Field): boolean {
  return gateReasons?.some((reason) => reason.field === addressOf(field)) ?? false
}

/** Where the lead came from, which nobody edits. */
function Origin({ lead }: { lead: Lead }) {
  const w = useWords(pageWords)
  const l = useWords(leadWords)
  const touch = Object.values(lead.touch).filter((value) => typeof value === 'string')
  return (
    <>
      <div className="fact">
        <dt>{w.source}</dt>
        <dd>
          {lead.sourceName} <span className="faint">{l[lead.door as 'form'] ?? lead.door}</span>{' '}
          <span className="faint">
            · <RelativeTime at={lead.arrivedAt} />
          </span>
        </dd>
      </div>
      {touch.length > 0 ? (
        <div className="fact">
          <dt>{w.touch}</dt>
          <dd className="fact-touch">{touch.join(' · ')}</dd>
        </div>
      ) : null}
    </>
  )
}
