import type { RawLead } from '../server/rooms/clean/decide/clean.ts'
import type { CustomField } from '../server/rooms/clean/decide/custom.ts'
import { anyOf, dice, person } from './people.ts'

/** The custom fields of the messy leads: a day, a number. */
export const messyFields: readonly CustomField[] = [
  { key: 'budget', type: 'number', label: { zh: '预算', en: 'Budget' } },
  { key: 'starts_on', type: 'date', label: { zh: '计划启动', en: 'Starts on' } },
]

const regions = [
  '北京市海淀区',
  '上海',
  '广东深圳南山',
  '浙江 杭州',
  '江苏省苏州市',
  '四川省成都市武侯区',
  'Suzhou',
  '火星',
  '',
]
const needs = [
  '想了解产品"报价"',
  '先发资料，再约时间\r\n尽快',
  '',
  '无',
  '需要 50 个账号，对接钉钉',
  '价格合适就签',
]
const budgets = [
  '50万',
  '',
  '5-8万',
  '三万五',
  '12,000',
  '¥30,000.00',
  '20w左右',
  '面议',
  '100000',
  '壹拾万元整',
]
const days = [
  '2026-03-05',
  '2026/3/5',
  '',
  '2026年3月5日',
  '3月5日',
  '明天',
  '下周三下午',
  '46086',
  '月底',
  '待定',
  '20260401',
]
const nothing = ['', '无', 'N/A', '-', '暂无', 'test']
const dots = ['先生', '女士', '总', '（采购经理）', ' 经理']

function nameOf(name: string, n: number, roll: () => number): string {
  const way = roll()
  if (way < 0.7) return name
  if (way < 0.75) return ` ${name}　`
  if (way < 0.85) return name + anyOf(dots, roll)
  if (way < 0.88)
    return `${name}1${3 + (n % 7)}${String(n * 31)
      .padStart(9, '0')
      .slice(-9)}`
  if (way < 0.91) return `${name.charAt(0)}${anyOf(['总', '女士', '先生'], roll)}`
  if (way < 0.94) return `🌹${name}🌹`
  return way < 0.97 ? `Mr. John ${n}` : anyOf(nothing, roll)
}

function phoneOf(n: number, roll: () => number): string {
  const phone = `1${3 + (n % 7)}${String((n * 7_919 + 13) % 1_000_000_000).padStart(9, '0')}`
  const way = roll()
  if (way < 0.62) return phone
  if (way < 0.7) return `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`
  if (way < 0.75) return `+86-${phone}`
  if (way < 0.79) return `${phone}.0`
  if (way < 0.82) return `手机：${phone}（微信同号）`
  if (way < 0.85) return `${phone}/${`1${4 + (n % 5)}${phone.slice(2)}`}`
  if (way < 0.89)
    return `0${anyOf(['10', '21', '571', '755'], roll)}-6${phone.slice(-7)}${roll() < 0.5 ? '转801' : ''}`
  if (way < 0.91) return `1.${phone.slice(1, 4)}E+10`
  if (way < 0.93) return phone.replaceAll('0', 'O')
  if (way < 0.95) return `+1 415 555 ${2000 + (n % 7000)}`
  return way < 0.98 ? anyOf(nothing, roll) : anyOf(['13800000000', '12345678901', '123', '137****0001'], roll)
}

function emailOf(email: string | null, n: number, roll: () => number): string {
  const way = roll()
  if (email === null) return way < 0.8 ? '' : anyOf(nothing, roll)
  if (way < 0.8) return email
  if (way < 0.86) return email.toUpperCase()
  if (way < 0.9) return ` ${email}；u${n}@example.cn`
  if (way < 0.94) return email.replace('.com', '.con')
  return way < 0.97 ? email.replace('@', ' @ ') : `u${n}#qq.com`
}

/** Leads as they come, always the same: about a third of all cells not as one would like them. */
export function messyLeads(size: number): RawLead[] {
  const roll = dice(11)
  return Array.from({ length: size }, (_, n) => {
    const { name, company, title, email, wechat } = person(n, roll)
    return {
      name: nameOf(name, n, roll),
      company: roll() < 0.15 ? company.replace('有限公司', '（集团）有限公司') : company,
      title: roll() < 0.1 ? anyOf(nothing, roll) : title,
      phone: phoneOf(n, roll),
      email: emailOf(email, n, roll),
      wechat: wechat ?? (roll() < 0.2 ? '同手机' : ''),
      region: anyOf(regions, roll),
      need: anyOf(needs, roll),
      custom: { budget: anyOf(budgets, roll), starts_on: anyOf(days, roll) },
    }
  })
}
