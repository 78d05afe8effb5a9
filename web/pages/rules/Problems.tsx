import { Alert } from 'antd'
import type { AssignPolicy } from '../../../contract/assign.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { strategyWords } from './strategyWords.ts'
import type { Checked } from './useCheck.ts'

/** What is wrong with one rule, or (for null) with the rules as a whole. */
export function Problems({ checked, ruleId }: { checked: Checked | undefined; ruleId: string | null }) {
  const { lang } = useLanguage()
  const own = (checked?.problems ?? []).filter((each) => each.ruleId === ruleId)
  if (own.length === 0) return null
  return (
    <div className="rule-problems">
      {own.map(({ code, severity, said }, at) => (
        <p key={`${code} ${at}`} data-severity={severity}>
          {said[lang]}
        </p>
      ))}
    </div>
  )
}

/** All of it before publishing: errors first, which have to be mended. */
export function AllProblems({ checked, policy }: { checked: Checked | undefined; policy: AssignPolicy }) {
  const w = useWords(strategyWords)
  const { lang } = useLanguage()
  if (!checked || checked.problems.length === 0) return null
  const errors = checked.problems.filter(({ severity }) => severity === 'error')
  const rest = checked.problems.filter(({ severity }) => severity !== 'error')
  const place = (ruleId: string | null) => {
    const at = policy.rules.findIndex(({ id }) => id === ruleId)
    return at < 0 ? '' : `${at + 1}. ${policy.rules[at]?.name ?? ''} `
  }
  return (
    <Alert
      type={errors.length > 0 ? 'error' : 'warning'}
      title={errors.length > 0 ? w.mustMend(errors.length) : w.problems}
      description={
        <div className="rule-problems">
          {[...errors, ...rest].map(({ ruleId, code, severity, said }, at) => (
            <p key={`${code} ${at}`} data-severity={severity}>
              <b>{place(ruleId)}</b>
              {said[lang]}
            </p>
          ))}
        </div>
      }
    />
  )
}
