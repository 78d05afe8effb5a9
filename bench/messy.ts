import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { anyOf, dice, person } from './people.ts'

const places = ['北京市海淀区', '上海', '广东深圳南山', '浙江杭州', '江苏省苏州市', '火星'] as const
const needs = ['想了解产品"报价"', '先发资料,再约时间', '', '', '=1+1'] as const

/**
 * Writes a CSV as people send it: one in thirty repeats an earlier row's phone, one in seventeen lacks a title, phones
 * are written in four ways and one in thirty is none, cells hold quotes, commas and a formula. Always the same rows.
 */
export async function writeMessy(file: string, size: number): Promise<void> {
  const out = createWriteStream(file)
  const roll = dice(7)
  out.write('编号,客户姓名,公司名称,职务,手机号,电子邮箱,微信号,地区,需求\n')
  for (let n = 0; n < size; n++) {
    const { name, company, title, email, wechat } = person(n, roll)
    const repeats = roll() < 1 / 30 ? Math.floor(roll() * n) : n
    const cells = [
      `E${n}`,
      roll() < 0.05 ? ` ${name}先生 ` : name,
      company,
      roll() < 1 / 17 ? '' : title,
      phoneOf(repeats, roll),
      email ?? '',
      wechat ?? '',
      anyOf(places, roll),
      anyOf(needs, roll),
    ]
    if (!out.write(`${cells.map(quoted).join(',')}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}

function phoneOf(n: number, roll: () => number): string {
  const phone = `1${3 + (n % 7)}${String((n * 7_919 + 13) % 1_000_000_000).padStart(9, '0')}`
  const way = roll()
  if (way < 1 / 30) return '123'
  if (way < 0.1) return `+86-${phone}`
  return way < 0.2 ? `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}` : phone
}

const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
