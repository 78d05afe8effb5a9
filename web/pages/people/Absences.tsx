import { Button } from 'antd'
import { useState } from 'react'
import { listAbsences, removeAbsence } from '../../../contract/people.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { AbsenceDialog } from './AbsenceDialog.tsx'
import { dayAndTime } from './dayAndTime.ts'
import { teamWords } from './teamWords.ts'
import type { Person } from './useStaff.ts'

interface AbsencesProps {
  people: readonly Person[]
  /** Only this person's. */
  of?: string
}

/** Who is away, or will be, and who stands in. */
export function Absences({ people, of }: AbsencesProps) {
  const w = useWords(teamWords)
  const { lang } = useLanguage()
  const toast = useToast()
  const [adding, setAdding] = useState(false)
  const absences = useEndpoint(
    listAbsences,
    {},
    { select: ({ items }) => ({ items: items.filter(({ userId }) => !of || userId === of) }) },
  )
  const remove = useVerb(removeAbsence, [listAbsences])
  const nameOf = (id: string | null) => people.find(({ userId }) => userId === id)?.name
  const moment = (at: string) => dayAndTime(at, lang)
  const add = <Button onClick={() => setAdding(true)}>{w.addAbsence}</Button>
  return (
    <Answer of={absences}>
      {({ items }) => (
        <div className="scroll">
          {items.length === 0 && of ? (
            add
          ) : items.length === 0 ? (
            <Empty title={w.noAbsences} action={add}>
              {w.noAbsencesHint}
            </Empty>
          ) : (
            <>
              {add}
              <ul className="lines">
                {items.map(({ absenceId, userId, deputyId, fromAt, toAt }) => (
                  <li key={absenceId}>
                    <div>
                      <b>{nameOf(userId)}</b> {moment(fromAt)} – {moment(toAt)}
                      <div className="quiet">{deputyId ? `${w.deputy} ${nameOf(deputyId)}` : w.noDeputy}</div>
                    </div>
                    <Button
                      size="small"
                      onClick={() => remove.mutate({ params: { absenceId } }, { onError: toast.refused })}
                    >
                      {w.takeAway}
                    </Button>
                  </li>
                ))}
              </ul>
            </>
          )}
          {adding ? <AbsenceDialog people={people} onClose={() => setAdding(false)} /> : null}
        </div>
      )}
    </Answer>
  )
}
