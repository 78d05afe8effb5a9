/** Names, titles and companies that stand in one another's cells. */
import type { Clues, Guess } from './guess.ts'

/** The 120 commonest surnames (about 85 % of people, by the 2020 list of the Ministry of Public Security) and compound ones. */
const single =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文樊施洪季鲁倪邢俞章兰岳葛齐'
const surname = `(?:欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|慕容|令狐|[${single}])`
const person = `${surname}\\p{Script=Han}{1,2}`
const isPerson = new RegExp(`^${person}$`, 'u')

const field =
  '采购|销售|市场|营销|技术|运营|财务|人事|人力|人力资源|行政|产品|研发|工程|项目|生产|信息|信息化|教务|教学|招生|客户|客服|区域|大区|华东|华南|华北|渠道|商务|品牌|战略|投资|法务|物流|供应链|质量|设备|仓储|部门|业务|创始|联合|执行|常务|副|总|高级|资深|助理|首席|公司|集团|IT'
const post =
  '总监|总经理|经理|总裁|总工|主任|校长|园长|院长|董事长|董事|主管|专员|工程师|助理|店长|厂长|部长|处长|科长|所长|主席|老板|负责人|合伙人|创始人|采购|会计|财务|讲师|教授'
const title = `(?:(?:${field})*(?:${post})|CEO|CTO|CFO|COO|CMO|CIO|HR|VP)`
const gap = '[\\s/、,，|·\\-—_]+'
/** Chinese names lose their spaces when they are cleaned; what begins a title is then no given name (张|副总, 王|经理). */
const someone = `${surname}(?!副|总|经理|主任|校长|老师|院长|老板|采购|销售)\\p{Script=Han}{1,2}`
const nameThenTitle = new RegExp(`^(${someone})(?:(?:${gap})?(${title})|\\s*\\((${title})\\))$`, 'iu')
const titleThenName = new RegExp(`^(${title})(?:${gap})?(${person})$`, 'iu')

const legal =
  '(?:有限责任公司|股份有限公司|有限公司|集团公司|集团|公司|事务所|研究院|研究所|医院|学校|幼儿园|大学|中学|小学|银行|工厂)'
const company = `[\\p{Script=Han}\\w()]{2,40}${legal}(?:\\p{Script=Han}{2,10}分公司)?`
const isCompany = new RegExp(`^${company}$`, 'u')
const companyThenName = new RegExp(`^(${company})(?:${gap}|\\s*\\()?(${person})\\)?$`, 'u')
const nameThenCompany = new RegExp(`^(${person})(?:${gap}(${company})|\\s*\\((${company})\\))$`, 'u')

const contactIn = new RegExp(`(?:联系人|姓名|称呼)\\s*[:：]\\s*(${person})(?!\\p{Script=Han})`, 'u')

export function personGuesses({ values }: Clues): Guess[] {
  const { name, company: firm, note, need } = values
  return [
    ...(name === null ? [] : inName(name, firm === null)),
    ...(firm === null || name !== null ? [] : inCompany(firm)),
    ...swapped(name, firm),
    ...named(note, 'note'),
    ...named(need, 'need'),
  ]
}

function inName(name: string, lacksCompany: boolean): Guess[] {
  const behind = nameThenTitle.exec(name)
  const before = titleThenName.exec(name)
  const [who, role] = behind ? [behind[1], behind[2] ?? behind[3]] : [before?.[2], before?.[1]]
  const titled: Guess[] =
    who && role
      ? [{ field: 'title', patch: { title: role, name: who }, pattern: 'title.from:name', confidence: 0.9 }]
      : []
  if (!lacksCompany) return titled
  const first = nameThenCompany.exec(name)
  const last = companyThenName.exec(name)
  const [whose, of] = first ? [first[1], first[2] ?? first[3]] : [last?.[2], last?.[1]]
  const split: Guess[] =
    whose && of
      ? [
          {
            field: 'company',
            patch: { company: of, name: whose },
            pattern: 'company.from:name',
            confidence: 0.9,
          },
        ]
      : []
  // A name that is a company's: who the person is stays to be asked.
  const whole: Guess[] =
    split.length === 0 && isCompany.test(name)
      ? [{ field: 'company', patch: { company: name }, pattern: 'company.is:name', confidence: 0.7 }]
      : []
  return [...titled, ...split, ...whole]
}

/** A company's cell that holds somebody's name too. */
function inCompany(firm: string): Guess[] {
  const found = companyThenName.exec(firm)
  return found?.[1] && found[2]
    ? [
        {
          field: 'name',
          patch: { name: found[2], company: found[1] },
          pattern: 'name.from:company',
          confidence: 0.85,
        },
      ]
    : []
}

function swapped(name: string | null, firm: string | null): Guess[] {
  if (name === null || firm === null || !isCompany.test(name) || !isPerson.test(firm)) return []
  const patch = { name: firm, company: name }
  return [{ field: 'name', patch, pattern: 'name.swapped:company', confidence: 0.9, tidies: true }]
}

function named(text: string | null, cell: string): Guess[] {
  const name = contactIn.exec(text ?? '')?.[1]
  return name ? [{ field: 'name', patch: { name }, pattern: `name.from:${cell}`, confidence: 0.8 }] : []
}
