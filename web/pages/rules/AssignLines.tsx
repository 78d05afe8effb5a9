import { Select } from 'antd'
import type { AssignRule } from '../../../contract/assign.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { formatCount } from '../../ui/format.ts'
import { Sentence } from '../../ui/Sentence.tsx'
import { SortableList } from '../../ui/SortableList.tsx'
import { RuleRow } from '../policy/RuleRow.tsx'
import { sayAssign, sayFallback } from '../policy/saying.ts'
import type { Draft } from '../policy/useDraft.ts'
import { useLines } from '../policy/useLines.ts'
import type { RuleVocabulary } from '../policy/useSaying.ts'
import { policyWords } from '../policy/words.ts'
import { AddRule } from './AddRule.tsx'
import { AssignEditor } from './AssignEditor.tsx'
import { Problems } from './Problems.tsx'
import { RuleCount } from './RuleCount.tsx'
import { Because } from './TriedRule.tsx'
import { useCheck } from './useCheck.ts'
import { isSound, useCounts } from './useCounts.ts'
import { useTrial } from './useTrial.ts'
import type { Tried } from './useTrial.ts'
import { rulesWords } from './words.ts'

interface AssignLinesProps {
  draft: Draft<'assign'>
  vocabulary: RuleVocabulary
  tried: Tried | undefined
}

/** The rules in their order, the fallback under them, each with how many leads it would take. */
export function AssignLines({ draft, vocabulary, tried }: AssignLinesProps) {
  const w = useWords(rulesWords)
  const p = useWords(policyWords)
  const { lang } = useLanguage()
  const { body } = draft
  const keep = (rules: AssignRule[]) => draft.change({ ...body, rules })
  const lines = useLines(body.rules, keep)
  const { data: counts, isError } = useCounts(body, vocabulary.fields)
  const trial = useTrial(body, vocabulary.fields, tried).data
  const checked = useCheck(body, vocabulary.fields)
  const adding = { vocabulary, checked, fallbackPoolId: body.fallbackPoolId, onAdd: lines.add }
  const triedAt = (id: string) => trial?.rules.find((rule) => rule.id === id)
  return (
    <>
      {body.rules.length === 0 ? (
        <Empty title={w.empty} action={<AddRule {...adding} primary label={w.firstRule} />}>
          {w.emptyHint}
        </Empty>
      ) : (
        <SortableList label={w.title} items={body.rules} idOf={({ id }) => id} onOrder={keep}>
          {(rule, at) => {
            const told = triedAt(rule.id)
            return (
              <RuleRow
                key={rule.id}
                id={rule.id}
                at={at}
                name={rule.name}
                said={sayAssign({ ...rule, active: true }, vocabulary.say)}
                open={lines.open === rule.id}
                onOpen={() => lines.toggle(rule.id)}
                verbs={lines.verbsOf(rule, at)}
                active={rule.active}
                onActive={(active) => lines.change({ ...rule, active })}
                unsound={!isSound(rule, vocabulary.fields)}
                aside={<RuleCount counts={counts} count={counts?.byRule[rule.id]} failed={isError} />}
                tried={told ? (told.fires ? 'fires' : 'passes') : undefined}
                below={
                  <>
                    <Problems checked={checked} ruleId={rule.id} />
                    {told ? (
                      <Because told={told} rule={rule} lead={tried?.facts} vocabulary={vocabulary} />
                    ) : null}
                  </>
                }
              >
                <AssignEditor rule={rule} vocabulary={vocabulary} checked={checked} onChange={lines.change} />
              </RuleRow>
            )
          }}
        </SortableList>
      )}
      <div
        className="rules-fallback"
        data-tried={trial && trial.rules.every(({ fires }) => !fires) ? 'fires' : undefined}
      >
        <span className="rules-fallback-mark">{w.fallback}</span>
        <span className="rules-fallback-said">
          <Sentence parts={sayFallback(body.fallbackPoolId, vocabulary.say).slice(0, 1)} />
          <Select
            aria-label={w.fallbackPool}
            className="rule-wide"
            size="small"
            status={body.fallbackPoolId ? '' : 'warning'}
            options={[...vocabulary.pools]}
            value={body.fallbackPoolId || null}
            onChange={(fallbackPoolId: string) => draft.change({ ...body, fallbackPoolId })}
          />
        </span>
        <RuleCount counts={counts} count={counts?.fallback} failed={isError} />
      </div>
      <Problems checked={checked} ruleId={null} />
      <div className="rules-foot">
        <AddRule {...adding} label={p.addRule} />
        {counts ? <small>{w.countsOf(formatCount(counts.total, lang), counts.days)}</small> : null}
      </div>
    </>
  )
}
