import type { Ability } from './ability.ts'
import type { Lang } from './shapes.ts'

type Told = Pick<
  Ability,
  'won' | 'lost' | 'stale' | 'invalid' | 'picked' | 'expected' | 'prior' | 'low' | 'high' | 'tier'
>

interface Around {
  /** Of tenure. */
  readonly months: number
  /** How many leads it takes to be known. */
  readonly minLeads: number
}

/** A share as a whole per cent; its hundredths where it is below one. */
const percent = (share: number) => `${(share * 100).toFixed(share < 0.01 && share > 0 ? 2 : 0)}%`

function years(months: number, lang: Lang): string {
  if (months < 12) return lang === 'zh' ? `${months} 个月` : `${months} ${months === 1 ? 'month' : 'months'}`
  const whole = Math.floor(months / 12)
  return lang === 'zh' ? `${whole} 年` : `${whole} ${whole === 1 ? 'year' : 'years'}`
}

/** Why somebody is thought to be as able as that, in one sentence or two. */
export function abilitySentence(told: Told, { months, minLeads }: Around, lang: Lang): string {
  const leads = told.won + told.lost + told.stale
  const known = told.tier !== null
  const [expected, prior, low, high] = [
    told.expected.toFixed(0),
    percent(told.prior),
    percent(told.low),
    percent(told.high),
  ]
  if (lang === 'zh') {
    const begun = `按 ${years(months, lang)}司龄，从 ${prior} 起算`
    if (leads === 0) return `还没有已知结果的线索：${begun}，目前只能说在 ${low} 到 ${high} 之间。`
    const counted = `${leads} 条线索成交 ${told.won} 条，同样的线索大家平均成交 ${expected} 条；${begun}，所以在 ${low} 到 ${high} 之间。`
    return known ? counted : `${counted}按时间折算后满 ${minLeads} 条才评档，暂不定档。`
  }
  const begun = `with ${years(months, lang)} here we began from ${prior}`
  if (leads === 0) return `No lead has ended yet: ${begun}, and can only say between ${low} and ${high}.`
  const counted = `${told.won} of ${leads} won, where all would win ${expected} of the same; ${begun}, so between ${low} and ${high}.`
  return known ? counted : `${counted} Not known yet: that takes ${minLeads} leads, older ones counting less.`
}

/** What the numbers do not say: leads nobody dealt, and what was left out. Empty where there is nothing. */
export function abilityCaveat(told: Told, lang: Lang): string {
  const leads = told.won + told.lost + told.stale
  const zh = lang === 'zh'
  const parts = [
    told.picked > 0 &&
      (zh
        ? `其中 ${told.picked} 条不是按规则分的（自己领取、录入或由人转交），可能挑过`
        : `${told.picked} of them came by claim, by hand or from a colleague, not by rule, and may have been picked`),
    told.stale > 0 &&
      (zh
        ? `${told.stale} 条拖得太久没有结果，按未成交算`
        : `${told.stale} stayed open for too long: counted as not won`),
    told.invalid > 0 &&
      (zh ? `${told.invalid} 条无效线索不算` : `invalid leads (${told.invalid}) are left out`),
  ].filter((part) => part !== false)
  if (leads + told.invalid === 0 || parts.length === 0) return ''
  return zh ? `${parts.join('；')}。` : `${parts.join('; ').replace(/^./, (c) => c.toUpperCase())}.`
}
