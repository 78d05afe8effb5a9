import type { Field, Fields } from '../../../rules/fields.ts'
import { addressOf } from '../../../rules/fields.ts'

/** Pasted rows: cells by column, and which field each column fills ('' is left out). */
export interface Sheet {
  columns: string[]
  rows: string[][]
}

export const mostRows = 200

/** Cells as spreadsheets put them on the clipboard: tabs between, quotes around what holds tabs, breaks or quotes. */
export function readCells(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const endCell = () => {
    row.push(cell)
    cell = ''
  }
  const endRow = () => {
    endCell()
    rows.push(row)
    row = []
  }
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (quoted) {
      if (char !== '"') cell += char
      else if (text.charAt(at + 1) === '"') cell += text.charAt(++at)
      else quoted = false
    } else if (char === '"' && cell === '') quoted = true
    else if (char === '\t') endCell()
    else if (char === '\n') endRow()
    else if (char !== '\r') cell += char
  }
  if (cell !== '' || row.length > 0) endRow()
  const width = Math.max(0, ...rows.map(({ length }) => length))
  return rows
    .filter((each) => each.some((one) => one.trim() !== ''))
    .map((each) => Array.from({ length: width }, (_, at) => each[at]?.trim() ?? ''))
}

/** Other names of the built-in fields, as headers of spreadsheets have them. */
const aliases: Readonly<Record<string, readonly string[]>> = {
  phone: [
    '手机',
    '手机号',
    '手机号码',
    '电话',
    '联系电话',
    '联系方式',
    'mobile',
    'tel',
    'phone number',
    'cell',
  ],
  name: ['姓名', '联系人', '客户姓名', '客户', '称呼', 'contact', 'full name'],
  company: [
    '公司',
    '公司名称',
    '单位',
    '企业',
    '企业名称',
    '客户名称',
    '学校',
    'company name',
    'organisation',
    'organization',
  ],
  creditCode: ['统一社会信用代码', '信用代码', '税号', 'credit code', 'tax id'],
  address: ['地址', '详细地址', '联系地址', '公司地址'],
  title: ['职位', '职务', '岗位', 'job title', 'position', 'role'],
  email: ['邮箱', '电子邮箱', '邮件', 'e-mail', 'mail'],
  wechat: ['微信', '微信号', 'wechat id', 'weixin'],
  region: ['地区', '城市', '省市', '所在地', '区域', 'city', 'location'],
  need: ['需求', '意向', '咨询内容', '需求描述', 'interest', 'requirement'],
  note: ['备注', '说明', 'notes', 'remark', 'comment'],
}

/** The field a header names, by its label in either language, its key or a common alias; '' for none. */
export function fieldNamed(header: string, fields: readonly Field[]): string {
  const said = header
    .trim()
    .toLowerCase()
    .replace(/[:：*\s]+$/u, '')
  const found = fields.find(
    ({ key, label }) =>
      [key, label.zh, label.en].some((name) => name.toLowerCase() === said) || aliases[key]?.includes(said),
  )
  return found ? addressOf(found) : ''
}

/** What a column without a header holds, told by its cells: phones, mail addresses; the first other one names people. */
function fieldHeld(cells: readonly string[]): string {
  const filled = cells.filter(Boolean)
  const most = (pattern: RegExp) =>
    filled.length > 0 && filled.filter((cell) => pattern.test(cell)).length / filled.length > 0.6
  if (most(/^\+?[\d\s()-]{7,20}$/)) return 'phone'
  if (most(/@.+\./)) return 'email'
  if (most(/(公司|集团|学校|中心|医院|有限|店)$/)) return 'company'
  if (most(/^[\u4e00-\u9fff·]{2,4}$/)) return 'name'
  return ''
}

/** Pasted text as a sheet: with a header, when its first row names at least one field; else by what the cells hold. */
export function readSheet(text: string, known: Fields, fillable: readonly Field[]): Sheet {
  const cells = readCells(text)
  const header = cells[0]?.map((name) => fieldNamed(name, fillable)) ?? []
  const headed = header.some(Boolean)
  const rows = headed ? cells.slice(1) : cells
  const columns = headed
    ? header
    : (cells[0] ?? []).map((_, at) => fieldHeld(rows.map((row) => row[at] ?? '')))
  const once = columns.map((field, at) => (known.has(field) && columns.indexOf(field) === at ? field : ''))
  return { columns: once, rows }
}
