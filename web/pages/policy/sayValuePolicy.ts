import type { PriorityRules, ValuePolicy, WorthLine } from '../../../contract/value.ts'
import { wordsIn } from '../../app/language.tsx'
import { exactMoney } from '../../ui/format.ts'
import type { Line } from './diff.ts'
import type { Said, Saying } from './saying.ts'
import { plain } from './saying.ts'
import { valueLineWords } from './valueLineWords.ts'

const words = ({ lang }: Saying) => wordsIn(valueLineWords, lang)
const money = (minor: number, say: Saying) => exactMoney(minor, say.currency ?? 'CNY', say.lang)

/** 地区在 上海 → × 1.3. */
export function sayWorth(line: WorthLine, say: Saying): Said {
  const w = words(say)
  const sum = line.kind === 'times' ? w.times(line.percent) : signed(line.amount, say)
  return [
    line.label,
    ...(line.label ? [' · '] : []),
    say.condition(line.when),
    ' → ',
    { text: sum, kind: 'value' },
  ]
}

const signed = (minor: number, say: Saying) => `${minor < 0 ? '−' : '+'}${money(Math.abs(minor), say)}`

/** 来源是 官网 → 跟进花 ¥120. */
export function sayCost({ label, when, amount }: ValuePolicy['cost']['lines'][number], say: Saying): Said {
  const costs = words(say).costs(money(amount, say))
  return [label, ...(label ? [' · '] : []), say.condition(when), ' → ', { text: costs, kind: 'value' }]
}

/** 90 → 1 小时 30 分钟 is too fine for a rule: whole hours as hours, else minutes. */
export function sayMinutes(minutes: number, say: Saying): string {
  const w = words(say)
  return minutes % 60 === 0 ? w.hoursLong(minutes / 60) : w.minutes(minutes)
}

/** Which leads go first, and who is told when. */
export function sayPriority(rules: PriorityRules, say: Saying): string[] {
  const w = words(say)
  const which = [
    ...(rules.from === null ? [] : [w.from(money(rules.from, say))]),
    ...(rules.when ? [say.condition(rules.when)] : []),
  ].join(w.and)
  return [
    w.priority(which, sayMinutes(rules.minutes, say)) +
      (rules.hours
        ? `${say.lang === 'zh' ? '，' : ', '}${w.hours(rules.hours.from, rules.hours.until)}`
        : ''),
    w.alarms(
      rules.remindMinutes > 0 ? sayMinutes(rules.remindMinutes, say) : '',
      sayMinutes(rules.escalateMinutes, say),
      sayMinutes(rules.againMinutes, say),
    ),
  ]
}

/** A policy of values as lines to read and to compare. */
export function valueLines({ worth, cost, chance, priority }: ValuePolicy, say: Saying): Line[] {
  const w = words(say)
  const { history, spend } = worth
  const grades = chance.grades.map(({ grade, percent }) => w.grade(grade, percent)).join(w.list)
  return [
    { key: 'worth', text: w.worth(money(worth.amount, say)) },
    ...(history
      ? [
          {
            key: 'history',
            text: w.history(history.days, history.by === null ? '' : say.field(history.by), history.weight),
          },
        ]
      : []),
    ...worth.lines.map((line) => ({ key: line.id, text: plain(sayWorth(line, say)) })),
    ...(spend ? [{ key: 'spend', text: w.spend(spend) }] : []),
    { key: 'cost', text: w.cost(money(cost.amount, say)) },
    ...cost.lines.map((line) => ({ key: line.id, text: plain(sayCost(line, say)) })),
    ...(chance.model ? [{ key: 'model', text: w.model }] : []),
    ...(chance.fewest === null ? [] : [{ key: 'rates', text: w.rates(chance.fewest, chance.weight) }]),
    { key: 'table', text: w.table(grades, chance.other) },
    ...(priority
      ? sayPriority(priority, say).map((text, i) => ({ key: `priority ${i}`, text }))
      : [{ key: 'priority 0', text: w.noPriority }]),
  ]
}
