import type { Arriving } from '../../contract/capture.ts'
import type { Chance } from './chance.ts'
import * as words from './words.ts'

/** Where the demo's leads come from, by how often; and how good they tend to be. */
export const sources = {
  website: { name: '官网表单', channel: 'web', weight: 24 },
  baidu: { name: '百度推广', channel: 'ads', weight: 18 },
  douyin: { name: '抖音线索', channel: 'ads', weight: 20 },
  expo: { name: '行业展会', channel: 'event', weight: 10 },
  referral: { name: '客户转介绍', channel: 'referral', weight: 8 },
  list: { name: '采买名单', channel: 'list', weight: 20 },
} as const
export type SourceKey = keyof typeof sources

const weights = Object.fromEntries(
  Object.entries(sources).map(([key, { weight }]) => [key, weight]),
) as Record<SourceKey, number>
const sizes = { '1-50': 40, '51-200': 30, '201-1000': 20, '1000+': 10 }

/** One lead as its source would send it: mostly whole, sometimes messy, sometimes half empty, sometimes known already. */
export function makeLead(by: Chance, former: readonly Arriving[]): Arriving {
  const source = by.weighed(weights)
  if (former.length > 50 && by.yes(0.05)) return again(by, by.pick(former), source)
  const whole = by.yes(source === 'list' ? 0.82 : source === 'website' ? 0.96 : 0.91)
  const lead: Arriving = {
    source,
    name: nameOf(by),
    company: companyOf(by),
    title: by.weighed(words.titles),
    phone: phoneOf(by),
    region: by.pick(words.regions[by.weighed({ east: 40, north: 28, south: 32 })]),
    custom: {
      company_size: by.weighed(sizes),
      ...(by.yes(0.4) ? { budget: (1 + by.whole(40)) * 5000 } : {}),
    },
    ...(by.yes(0.55) ? { need: by.pick(words.needs) } : {}),
    ...(by.yes(0.5)
      ? { email: `user${by.whole(9_000_000)}@${by.pick(['example.com', 'example.cn', 'mail.example.com'])}` }
      : {}),
    ...(by.yes(0.2) ? { wechat: `wx_${by.whole(90_000_000) + 10_000_000}` } : {}),
    ...(source === 'website' || source === 'baidu' || source === 'douyin'
      ? { touch: touchOf(by, source) }
      : {}),
  }
  return whole ? lead : damaged(by, lead)
}

function again(by: Chance, known: Arriving, source: SourceKey): Arriving {
  return { ...known, source, need: by.pick(words.needs), touch: touchOf(by, source) }
}

function damaged(by: Chance, lead: Arriving): Arriving {
  const { title: _title, phone: _phone, ...bare } = lead
  return by.weighed({ noTitle: 5, noPhone: 3, badPhone: 2, bare: 2 }) === 'noTitle'
    ? { ...bare, ...(lead.phone ? { phone: lead.phone } : {}) }
    : by.yes(0.5)
      ? { ...bare, ...(lead.title ? { title: lead.title } : {}) }
      : by.yes(0.5)
        ? { ...lead, phone: '1380000' }
        : bare
}

export function nameOf(by: Chance): string {
  return by.pick(words.surnames) + by.pick(words.givens)
}

function companyOf(by: Chance): string {
  const place = by.pick([...words.regions.east, ...words.regions.north, ...words.regions.south]).slice(0, 2)
  return `${place}${by.pick(words.brands)}${by.pick(words.brands)}${by.pick(words.industries)}${by.yes(0.2) ? '股份' : ''}有限公司`
}

/** Numbers of the range 1xx0000xxxx that no carrier has given out, written as people write them. */
function phoneOf(by: Chance): string {
  const head = by.pick(['130', '135', '136', '138', '139', '150', '158', '159', '177', '186', '188'])
  const digits = `${head}0${String(by.whole(10_000_000)).padStart(7, '0')}`
  return by.weighed({ plain: 80, spaced: 10, plus: 6, dashed: 4 }) === 'spaced'
    ? `${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}`
    : by.yes(0.05)
      ? `+86${digits}`
      : digits
}

function touchOf(by: Chance, source: SourceKey): Record<string, string> {
  return {
    utm_source: source,
    utm_campaign: by.pick(words.campaigns),
    landing_page: by.pick(['/', '/pricing', '/whitepaper', '/demo', '/cases']),
  }
}
