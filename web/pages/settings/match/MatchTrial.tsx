import { Link } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { tryMatching } from '../../../../contract/check.ts'
import { addressOf, builtinFields } from '../../../../rules/fields.ts'
import type { MatchPolicy } from '../../../../rules/matching.ts'
import type { Reply } from '../../../app/api.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { useVerb } from '../../../app/queries.ts'
import { useExplained } from '../../../ui/ErrorState.tsx'
import { Sentence } from '../../../ui/Sentence.tsx'
import { SidePanel } from '../../../ui/SidePanel.tsx'
import { matchSaying, sayMatchRule, sayMatchTerm } from '../../policy/sayMatch.ts'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { matchTrialWords } from './trialWords.ts'

interface TrialProps {
  policy: MatchPolicy
  vocabulary: RuleVocabulary
  onClose: () => void
}

type Tried = Reply<typeof tryMatching>
type Rule = Tried['rules'][number]

const asked = ['phone', 'name', 'company', 'email', 'wechat'] as const

/** A typed lead by the draft: what would become of it, and what each rule says of it. */
export function MatchTrial({ policy, vocabulary, onClose }: TrialProps) {
  const w = useWords(matchTrialWords)
  const { lang } = useLanguage()
  const [typed, setTyped] = useState<Partial<Record<(typeof asked)[number], string>>>({})
  const trial = useVerb(tryMatching)
  const labels = new Map(builtinFields.map((field) => [addressOf(field), field.label[lang]]))
  const isEmpty = !Object.values(typed).some((value) => value.trim())
  return (
    <SidePanel title={w.try} label={w.try} onClose={onClose}>
      <form
        className="match-trial"
        onSubmit={(event) => {
          event.preventDefault()
          trial.mutate({ body: { lead: typed, draft: policy } })
        }}
      >
        <p>{w.hint}</p>
        {asked.map((field) => (
          <label key={field}>
            <span>{labels.get(field)}</span>
            <Input
              maxLength={400}
              value={typed[field] ?? ''}
              onChange={(event) => setTyped({ ...typed, [field]: event.target.value })}
            />
          </label>
        ))}
        <Button type="primary" htmlType="submit" disabled={isEmpty} loading={trial.isPending}>
          {w.run}
        </Button>
      </form>
      {trial.error ? <Refusal error={trial.error} /> : null}
      {trial.data ? <Answered of={trial.data} policy={policy} vocabulary={vocabulary} /> : null}
    </SidePanel>
  )
}

function Refusal({ error }: { error: Error }) {
  const { detail } = useExplained(error)
  return (
    <p className="notice notice-clay" role="alert">
      {detail}
    </p>
  )
}

function Answered({ of, policy, vocabulary }: { of: Tried } & Omit<TrialProps, 'onClose'>) {
  const w = useWords(matchTrialWords)
  const m = useWords(matchSaying)
  const { lang } = useLanguage()
  const sayTerms = (names: readonly string[]) =>
    policy.terms
      .filter(({ name }) => names.includes(name))
      .map((term) => sayMatchTerm(term, vocabulary.say))
      .join(m.list)
  const at = policy.rules.findIndex(({ id }) => id === of.ruleId)
  return (
    <section aria-label={w.answer} aria-live="polite">
      <p className="match-verdict">
        {of.verdict === 'new'
          ? w.isNew
          : at < 0
            ? w.byLikelihood(m[of.verdict])
            : w.byRule(m[of.verdict], at + 1)}
      </p>
      <ol className="match-tried">
        {of.rules.map((tried) => {
          const rule = policy.rules.find(({ id }) => id === tried.ruleId)
          return (
            <li key={tried.ruleId} data-holds={tried.holds || undefined}>
              {rule ? <Sentence parts={sayMatchRule(rule, policy.terms, vocabulary.say)} /> : tried.ruleId}
              <TriedRule tried={tried} decides={tried.ruleId === of.ruleId} sayTerms={sayTerms} />
            </li>
          )
        })}
        {of.likely.map((each, i) => (
          <li key={i} data-holds={each.links || undefined}>
            {each.words[lang]}
            <small>
              <b>{each.links ? w.linksIt : w.asksIt}</b>{' '}
              {each.held.leadId ? (
                <Link to="/leads/$leadId" params={{ leadId: each.held.leadId }}>
                  {each.held.name ?? each.held.company ?? w.nameless}
                </Link>
              ) : (
                m[each.held.state]
              )}
            </small>
          </li>
        ))}
      </ol>
    </section>
  )
}

interface TriedProps {
  tried: Rule
  decides: boolean
  /** Terms by their names, in words. */
  sayTerms: (names: readonly string[]) => string
}

function TriedRule({ tried: { holds, held, agreed, apart }, decides, sayTerms }: TriedProps) {
  const w = useWords(matchTrialWords)
  const m = useWords(matchSaying)
  if (!held) return <small>{w.nobody}</small>
  const name = held.name ?? held.company ?? w.nameless
  return (
    <small>
      <b>{decides ? w.decides : holds ? w.holds : w.fails}</b>{' '}
      {held.leadId ? (
        <Link to="/leads/$leadId" params={{ leadId: held.leadId }}>
          {name}
        </Link>
      ) : (
        m[held.state]
      )}
      {held.leadId ? ` · ${m[held.state]}` : null}
      {agreed.length > 0 ? <span>{w.agreed(sayTerms(agreed))}</span> : null}
      {apart.length > 0 ? <span>{w.apart(sayTerms(apart))}</span> : null}
    </small>
  )
}
