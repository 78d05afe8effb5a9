import type { Arriving } from '../../contract/capture.ts'
import type { Chance } from './chance.ts'
import { contactText, marketingText } from './form.ts'
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
  if (former.length > 50 && by.yes(0.012)) return misdialled(by, by.pick(former), source)
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
    ...(source === 'website' ? { consent: consentOf(by) } : {}),
  }
  if (by.yes(0.03)) return slipped(by, lead)
  return whole ? lead : damaged(by, lead)
}

/** What the form's boxes said: to be contacted always, more than that by some. */
function consentOf(by: Chance): NonNullable<Arriving['consent']> {
  const evidence = { page: 'https://demo.example/trial' }
  const asked = (purpose: string, text: string) => ({
    purpose,
    granted: true,
    textVersion: '2026-1',
    text,
    evidence,
  })
  return [asked('contact', contactText), ...(by.yes(0.4) ? [asked('marketing', marketingText)] : [])]
}

/** The same person with two digits of their number crossed, some written shorter: no key joins the two, a scan does. */
function misdialled(
  by: Chance,
  { name, company, title, region, phone }: Arriving,
  source: SourceKey,
): Arriving {
  const digits = (phone ?? '').replace(/\D/g, '')
  if (!name || !company || digits.length < 11) return makeLead(by, [])
  const crossed = `${digits.slice(0, -4)}${digits.at(-3)}${digits.at(-4)}${digits.slice(-2)}`
  const brand = company.replace(/(?:股份)?有限公司$/, '')
  return {
    source,
    ...by.pick([
      { name, company, title, region },
      { name, company: brand, title },
      { name: `${name.slice(0, 1)}${by.pick(['总', '经理', '先生'])}`, company: brand, title },
    ]),
    phone: crossed,
    need: by.pick(words.needs),
  }
}

/** What was typed into the wrong box or with the wrong key: kept back, with a suggestion that fits many alike. */
function slipped(by: Chance, lead: Arriving): Arriving {
  const { phone, title, ...bare } = lead
  const digits = (phone ?? '').replace(/^\+86|\D/g, '')
  switch (by.weighed({ wechat: 5, name: 3, letters: 4, title: 5, need: 3, doubled: 2 })) {
    case 'wechat':
      return { ...bare, title, wechat: digits }
    case 'name':
      return { ...bare, title, name: `${lead.name} ${digits}` }
    case 'letters':
      return { ...lead, phone: `${digits.slice(0, 3)}o${digits.slice(4, 9)}zs` }
    case 'title':
      return { ...bare, phone, name: `${lead.name} ${title}` }
    case 'need':
      return { ...bare, title, need: `请打这个电话 ${digits}，${by.pick(words.needs)}` }
    default:
      return { ...lead, phone: `${digits.slice(0, 5)}${digits.slice(4)}` }
  }
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

/** A company with its place, and mostly its trade and form. */
export function companyOf(by: Chance): string {
  const place = by.pick([...words.regions.east, ...words.regions.north, ...words.regions.south]).slice(0, 2)
  return `${place}${by.pick(words.brands)}${by.pick(words.brands)}${by.pick(words.industries)}${by.yes(0.2) ? '股份' : ''}有限公司`
}

/** Numbers of the range 1xx0000xxxx that no carrier has given out, written as people write them. */
export function phoneOf(by: Chance): string {
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
