import { Link } from '@tanstack/react-router'
import { Segmented, Select } from 'antd'
import { useState } from 'react'
import { listFeedback } from '../../../../contract/score-feedback.ts'
import type { FeedbackReason } from '../../../../contract/score-feedback.ts'
import type { ScorePolicy } from '../../../../contract/scorecard.ts'
import { reasonNames } from '../../../../contract/scoring/reason.ts'
import type { Reply } from '../../../app/api.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { useFreshen } from '../../../app/live.ts'
import { useEndpoint } from '../../../app/queries.ts'
import { Answer } from '../../../ui/Answer.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { RelativeTime } from '../../../ui/RelativeTime.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { plain } from '../../policy/saying.ts'
import { sayCriterion } from '../../policy/sayScore.ts'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { sayWords } from './feedbackWords.ts'

type List = Reply<typeof listFeedback>

interface Filter {
  state: 'open' | 'all'
  reason?: FeedbackReason
  criterion?: string
  version?: number
}

interface RepsSayProps {
  policy: ScorePolicy
  vocabulary: RuleVocabulary
  onClose: () => void
}

/** Beside the scorecards: what reps say of scores, by reason, line and version; each leads to its lead. */
export function RepsSay({ policy, vocabulary, onClose }: RepsSayProps) {
  const w = useWords(sayWords)
  const [filter, setFilter] = useState<Filter>({ state: 'open' })
  const held = useEndpoint(listFeedback, { query: filter }, { keep: true })
  useFreshen(['policy', 'lead'], [listFeedback])
  const names = namesOf(policy, vocabulary)
  return (
    <SidePanel title={w.title} label={w.title} onClose={onClose}>
      <Answer of={held}>
        {(list) => (
          <div className="reps-say">
            <Filters list={list} filter={filter} names={names} onChange={setFilter} />
            {list.items.length > 0 ? (
              <ul>
                {list.items.map((remark) => (
                  <Remark key={remark.feedbackId} remark={remark} names={names} />
                ))}
              </ul>
            ) : (
              <Empty title={list.total > 0 ? w.noneFits : w.none}>{list.total > 0 ? null : w.noneHint}</Empty>
            )}
          </div>
        )}
      </Answer>
    </SidePanel>
  )
}

type Names = ReadonlyMap<string, string>

/** The lines of the scorecards by their ids, as they are called. */
function namesOf(policy: ScorePolicy, { say }: RuleVocabulary): Names {
  const criteria = policy.cards.flatMap(({ groups }) => groups.flatMap((group) => group.criteria))
  return new Map(criteria.map((one) => [one.id, one.label || plain(sayCriterion(one, say).slice(2))]))
}

interface FiltersProps {
  list: List
  filter: Filter
  names: Names
  onChange: (filter: Filter) => void
}

function Filters({ list, filter, names, onChange }: FiltersProps) {
  const w = useWords(sayWords)
  const { lang } = useLanguage()
  const { state, reason, criterion, version } = filter
  const many = ({ high, low }: { high: number; low: number }) => high + low
  const set = (part: Partial<Record<keyof Filter, unknown>>) => {
    const next = Object.entries({ ...filter, ...part }).filter(([, value]) => value !== undefined)
    onChange(Object.fromEntries(next) as unknown as Filter)
  }
  return (
    <div className="reps-say-filters">
      <Segmented
        size="small"
        aria-label={w.state}
        value={state}
        onChange={(next) => set({ state: next })}
        options={[
          { value: 'open', label: w.stateOpen },
          { value: 'all', label: w.stateAll },
        ]}
      />
      <Select
        aria-label={w.reason}
        allowClear
        size="small"
        placeholder={w.anyReason}
        value={reason}
        onChange={(next) => set({ reason: next })}
        options={list.reasons.map((each) => ({
          value: each.reason,
          label: w.many(reasonNames[each.reason][lang], many(each)),
        }))}
      />
      <Select
        aria-label={w.criterion}
        allowClear
        size="small"
        placeholder={w.anyCriterion}
        value={criterion}
        onChange={(next) => set({ criterion: next })}
        options={list.criteria.map((each) => ({
          value: each.id,
          label: w.many(names.get(each.id) ?? w.gone, many(each)),
        }))}
      />
      <Select
        aria-label={w.version}
        allowClear
        size="small"
        placeholder={w.anyVersion}
        value={version}
        onChange={(next) => set({ version: next })}
        options={list.versions.map((each) => ({
          value: each.version,
          label: w.versionOf(each.version, many(each)),
        }))}
      />
    </div>
  )
}

function Remark({ remark, names }: { remark: List['items'][number]; names: Names }) {
  const w = useWords(sayWords)
  const { lang } = useLanguage()
  const { lead, by, direction, reason, note, misled, grade, score, saidAt, answeredVersion } = remark
  return (
    <li>
      <Link to="/leads/$leadId" params={{ leadId: lead.leadId }}>
        {grade} {score} · {lead.name ?? w.nameless} {lead.company ?? ''}
      </Link>
      <span>{w.said(by.name, w[direction], reasonNames[reason][lang])}</span>
      {note ? <span>“{note}”</span> : null}
      {misled.length > 0 ? (
        <small>{w.misleading(misled.map((id) => names.get(id) ?? w.gone).join(w.list))}</small>
      ) : null}
      <small>
        <RelativeTime at={saidAt} />
        {answeredVersion === null ? '' : ` · ${w.answered(answeredVersion)}`}
      </small>
    </li>
  )
}
