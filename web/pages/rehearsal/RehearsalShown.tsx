import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import type { AssignPolicy } from '../../../contract/assign.ts'
import { readRehearsal } from '../../../contract/rehearsal.ts'
import type { Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { useVocabulary } from '../../app/vocabulary.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Chart } from '../../ui/Chart.tsx'
import { formatCount } from '../../ui/format.ts'
import { Section } from '../../ui/Page.tsx'
import { ChangeList } from '../policy/ChangeList.tsx'
import { diffLines } from '../policy/diff.ts'
import { sameBody } from '../policy/draft.ts'
import { linesOf } from '../policy/lines.ts'
import type { Draft } from '../policy/useDraft.ts'
import { useRuleVocabulary } from '../policy/useSaying.ts'
import { Figures } from './Figures.tsx'
import { barsOf, type Measure, sidesOf } from './plots.ts'
import { rehearsalWords } from './words.ts'

type Shown = Reply<typeof readRehearsal>
export type Result = NonNullable<Shown['result']>

/** What a rehearsal came to: five figures, what everybody would get, and the leads that would go elsewhere. */
export function RehearsalShown({ rehearsalId, editing }: { rehearsalId: string; editing: Draft<'assign'> }) {
  const read = useEndpoint(readRehearsal, { params: { rehearsalId } })
  return (
    <Answer of={read}>
      {(shown) =>
        shown.result ? (
          <>
            <Rehearsed draft={shown.draft as AssignPolicy} editing={editing} />
            <Told shown={shown} result={shown.result} />
          </>
        ) : null
      }
    </Answer>
  )
}

/** How the rules that were rehearsed differ from those in force; they can be taken into the editor, whoever drafted them. */
function Rehearsed({ draft, editing }: { draft: AssignPolicy; editing: Draft<'assign'> }) {
  const w = useWords(rehearsalWords)
  const navigate = useNavigate()
  const { say } = useRuleVocabulary()
  if (sameBody(draft, editing.body)) return null
  const take = () => {
    editing.change(draft)
    void navigate({ to: '/rules' })
  }
  return (
    <Section title={w.rehearsedRules} actions={<Button onClick={take}>{w.takeDraft}</Button>}>
      <ChangeList
        changes={diffLines(linesOf('assign', editing.before, say), linesOf('assign', draft, say))}
      />
    </Section>
  )
}

function Told({ shown, result }: { shown: Shown; result: Result }) {
  const w = useWords(rehearsalWords)
  const { lang } = useLanguage()
  const { fields } = useVocabulary()
  const { names, draft } = shown
  const named = ({ kind, id }: { kind: string; id: string | null }) =>
    id ? (names[id] ?? w.gone) : kind === 'waiting' ? w.waiting : kind
  return (
    <div className="rehearsal-shown">
      <Figures result={result} />
      <ByRep result={result} names={names} />
      <Section title={w.fates}>
        <table>
          <thead>
            <tr>
              <td />
              <th scope="col">{w.before}</th>
              <th scope="col">{w.after}</th>
            </tr>
          </thead>
          <tbody>
            {(['rep', 'pool', 'waiting'] as const).map((kind) => (
              <tr key={kind}>
                <th scope="row">{{ rep: w.toRep, pool: w.toPool, waiting: w.waiting }[kind]}</th>
                <td>{formatCount(result.fates.before[kind], lang)}</td>
                <td>{formatCount(result.fates.after[kind], lang)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      {result.changes.length > 0 ? (
        <Section title={w.changes} about={w.newest(result.changes.length)}>
          <div className="rehearsal-wide">
            <table>
              <thead>
                <tr>
                  <th scope="col">{w.lead}</th>
                  <th scope="col">{w.from}</th>
                  <th scope="col">{w.to}</th>
                  <th scope="col">{w.rule}</th>
                </tr>
              </thead>
              <tbody>
                {result.changes.map(({ leadId, from, to, ruleId }) => (
                  <tr key={leadId}>
                    <td>
                      <Link to="/leads/$leadId" params={{ leadId }}>
                        {names[leadId] ?? w.unnamed}
                      </Link>
                    </td>
                    <td>{named(from)}</td>
                    <td>{named(to)}</td>
                    <td>
                      {ruleId === null
                        ? w.fallback
                        : draft.rules.find(({ id }) => id === ruleId)?.name || w.unnamed}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Section>
      ) : null}
      <details className="rehearsal-caveat">
        <summary>{w.caveat}</summary>
        <p>{w.caveats}</p>
        {result.asToday.length > 0 ? (
          <p>{w.asToday(result.asToday.map((key) => fields.get(key)?.label[lang] ?? key).join(w.comma))}</p>
        ) : null}
      </details>
    </div>
  )
}

/** Bars are drawn for so many; the table below has everybody. */
const DRAWN = 30

function ByRep({ result, names }: { result: Result; names: Record<string, string> }) {
  const w = useWords(rehearsalWords)
  const { lang } = useLanguage()
  const [measure, setMeasure] = useState<Measure>('leads')
  const lines = useMemo(
    () => sidesOf(result, measure).map((line) => ({ ...line, name: names[line.userId] ?? w.gone })),
    [result, measure, names, w],
  )
  const drawn = lines.slice(0, DRAWN)
  const option = useMemo(() => barsOf(drawn, w), [drawn, w])
  const figure = (value: number) => (measure === 'wins' ? value.toFixed(1) : formatCount(value, lang))
  const options = [
    { value: 'leads' as const, label: w.all },
    { value: 'good' as const, label: w.good },
    ...(result.wins ? [{ value: 'wins' as const, label: w.expected }] : []),
  ]
  return (
    <Section title={w.byRep}>
      <Segmented<Measure> aria-label={w.measure} value={measure} onChange={setMeasure} options={options} />
      <Chart label={w.byRep} option={option} height={60 + 34 * drawn.length} />
      <details className="rehearsal-caveat">
        <summary>
          {w.rep} · {w.before} · {w.after}
        </summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{w.rep}</th>
              <th scope="col">{w.before}</th>
              <th scope="col">{w.after}</th>
              <th scope="col">{w.difference}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ userId, name, before, after }) => (
              <tr key={userId}>
                <th scope="row">{name}</th>
                <td>{figure(before)}</td>
                <td>{figure(after)}</td>
                <td>{signed(after - before, figure)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </Section>
  )
}

function signed(value: number, figure: (value: number) => string): string {
  return value > 0 ? `+${figure(value)}` : value < 0 ? `−${figure(-value)}` : '0'
}
