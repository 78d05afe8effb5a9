export interface Sample {
  id: string
  name: string | null
  company: string | null
  title: string | null
  phone: string
  region: string
  source: string
  tags: string[]
  grade: string
  score: number
  amount: number | null
  due: string
}

const names = ['张明', '李娜', null, '欧阳震华', 'Muhammad Abdul-Rahman al-Farsi', '王小明']
const companies = [
  '北京仁科互动网络技术有限公司',
  '讯飞教育',
  '内蒙古自治区呼和浩特市赛罕区绿源生态农牧业科技发展股份有限责任公司第三分公司',
  null,
  'Fodor & Zagat Hospitality Group (Asia Pacific) Pte. Ltd.',
]
const titles = ['采购总监', '校长', null, 'VP Procurement']
const sources = ['官网·白皮书', '转介绍(王强)', '抖音', '百度推广', '线下展会 2026 上海']
const tags = [['VIP'], [], ['展会', '高意向', '英文', '二次咨询', '要发票', '竞品在用'], ['教育']]

const pick = <T>(list: readonly T[], at: number) => list[at % list.length] as T

/** Invented leads, some of them awkward: a 40-character company, no name, many tags. */
export const sampleRows: readonly Sample[] = Array.from({ length: 2000 }, (_, at) => ({
  id: String(at),
  name: pick(names, at),
  company: pick(companies, at),
  title: pick(titles, at),
  phone:
    at % 4 === 1 ? `138****${1000 + (at % 9000)}` : `+86138${String(10_000_000 + at * 7919).slice(0, 8)}`,
  region: pick(['北京', '合肥', '呼和浩特', '上海', '乌鲁木齐'], at),
  source: pick(sources, at),
  tags: pick(tags, at),
  grade: pick(['A1', 'A2', 'B2', 'C3'], at),
  score: 84 - (at % 60),
  amount: at % 3 === 0 ? (at + 1) * 1_234_500 : null,
  due: new Date(Date.now() + (at * 37 - 40) * 60_000).toISOString(),
}))
