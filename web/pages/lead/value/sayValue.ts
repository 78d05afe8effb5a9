import type { Valued, WorthTerm } from '../../../../contract/value.ts'
import { wordsIn } from '../../../app/language.tsx'
import type { Lang } from '../../../app/language.tsx'
import { exactMoney } from '../../../ui/format.ts'
import { valueWords } from './words.ts'

interface Saying {
  readonly lang: Lang
  readonly currency: string
}

/** Ten-thousandths as a percentage: 34%, 4.25%. */
export const chanceSaid = (chance: number): string => `${chance / 100}%`

/** 34% × ¥52,000 − ¥300 = ¥17,380. */
export function sumSaid({ chance, worth, cost, total }: Valued, { lang, currency }: Saying): string {
  const w = wordsIn(valueWords, lang)
  const money = (minor: number) => exactMoney(minor, currency, lang)
  return cost === 0
    ? w.sumFree(chanceSaid(chance), money(worth), money(total))
    : w.sum(chanceSaid(chance), money(worth), money(cost), money(total))
}

/** Where each figure of the sum is from, in its order. */
export function groundsSaid(value: Valued, say: Saying): string[] {
  return [chanceGround(value, say), ...value.terms.map((term) => termSaid(term, say)), costSaid(value, say)]
}

function chanceGround({ chance, by }: Valued, { lang }: Saying): string {
  const w = wordsIn(valueWords, lang)
  const said = chanceSaid(chance)
  if (by.kind === 'model') return w.byModel(said)
  if (by.kind === 'history') return w.byHistory(said, by.grade || w.noGrade, by.won, by.of)
  return by.grade === null ? w.byOther(said) : w.byTable(said, by.grade || w.noGrade)
}

function termSaid(
  { kind, amount, label, percent = 100, sales = 0, of = 0, segment }: WorthTerm,
  say: Saying,
): string {
  const w = wordsIn(valueWords, say.lang)
  const sum = exactMoney(amount, say.currency, say.lang)
  const change = amount > 0 ? `+${sum}` : sum
  const name = label || w.unnamed
  switch (kind) {
    case 'amount':
      return w.amount(sum)
    case 'history':
      return segment === null || segment === undefined ? w.history(sum, sales) : w.segment(sum, sales, of)
    case 'times':
      return w.times(name, percent, change)
    case 'plus':
      return w.plus(name, change)
    case 'spend':
      return w.spend(percent, change)
    case 'limit':
      return w.limit(change)
  }
}

function costSaid({ cost, costBy }: Valued, { lang, currency }: Saying): string {
  const w = wordsIn(valueWords, lang)
  const sum = exactMoney(cost, currency, lang)
  return costBy ? w.costBy(sum, costBy.label || w.unnamed) : w.cost(sum)
}
