import type { ImportKind } from '../../../../contract/import.ts'
import type { Fact } from '../../../../rules/fields.ts'

/** The lead's own fields a column can fill. */
export type LeadField = Fact | 'source' | 'externalId' | 'referrer'

/** A customer's own fields a column can fill, beside those it shares with a lead. */
export type CustomerField =
  | 'holder'
  | 'lifecycleStage'
  | 'firstPurchaseOn'
  | 'lastPurchaseOn'
  | 'spend'
  | 'currency'

export type RowField = LeadField | CustomerField

/** Several columns may fill a name or a region; the part says which piece of it this one holds. */
export type FieldPart = 'first' | 'last' | 'country' | 'province' | 'city' | 'district'

export interface Meaning {
  field: RowField
  part?: FieldPart
  /** 0–1: how sure the bare name makes us. */
  confidence: number
}

type Entry = readonly [field: RowField, confidence: number, names: string, part?: FieldPart]

/** Names are written as people write them and compared without spaces, marks and case. */
const table: readonly Entry[] = [
  [
    'name',
    1,
    '姓名|联系人|联系人姓名|客户姓名|真实姓名|名字|学员姓名|家长姓名|称呼|name|full name|contact|contact name|contact person|lead name|your name',
  ],
  ['name', 0.8, '收件人|姓名称呼|customer name|client name|person|名称|客户|学员|学生|家长'],
  ['name', 0.5, '客户名称|用户名|nickname|昵称'],
  ['name', 1, 'first name|given name|forename|名', 'first'],
  ['name', 1, 'last name|surname|family name|姓|姓氏', 'last'],
  [
    'company',
    1,
    '公司|公司名称|公司名|企业|企业名称|企业名|单位|单位名称|工作单位|所在公司|所属公司|任职公司|机构|机构名称|company|company name|organization|organisation|organization name|organisation name|account|account name|employer|business name|firm',
  ],
  ['company', 0.8, '客户名称|客户单位|customer company|商户名称|门店名称|店铺名称'],
  [
    'creditCode',
    1,
    '统一社会信用代码|社会信用代码|信用代码|税号|纳税人识别号|统一信用代码|credit code|unified social credit code|uscc|tax id|tax number',
  ],
  ['title', 1, '职位|职务|岗位|职称|头衔|title|job title|position|job position|role|job role|designation'],
  [
    'phone',
    1,
    '手机|手机号|手机号码|移动电话|联系手机|mobile|mobile phone|mobile number|cell|cell phone|cellphone|phone|phone number|手机/电话|电话/手机',
  ],
  [
    'phone',
    0.9,
    '电话|联系电话|电话号码|联系方式|联系号码|telephone|telephone number|tel|contact number|contact phone|contact phone number|phone no|mobile no|座机|固定电话|work phone|business phone',
  ],
  [
    'email',
    1,
    '邮箱|电子邮箱|邮件|电子邮件|邮箱地址|邮件地址|电邮|email|e-mail|email address|e-mail address|mail',
  ],
  ['wechat', 1, '微信|微信号|微信id|wechat|wechat id|weixin|wx|微信账号'],
  ['region', 1, '国家|country|country/region', 'country'],
  ['region', 1, '省|省份|所在省份|所在省|省市|province|state/province|省/直辖市', 'province'],
  ['region', 0.7, 'state', 'province'],
  ['region', 1, '市|城市|所在城市|所在市|地市|city|town', 'city'],
  ['region', 1, '区|县|区县|所在区|所在区县|district|county', 'district'],
  ['region', 1, '地区|区域|所在地区|所在地|省市区|所属地区|所在区域|归属地|region|area|location'],
  [
    'address',
    1,
    '地址|详细地址|联系地址|通讯地址|通信地址|公司地址|单位地址|办公地址|注册地址|收货地址|家庭地址|住址|address|street address|mailing address|postal address|full address|address line 1',
  ],
  [
    'need',
    1,
    '需求|客户需求|需求描述|意向|意向产品|咨询内容|咨询产品|购买意向|项目需求|need|needs|requirement|requirements|interest|inquiry|enquiry|interested in|message',
  ],
  ['note', 1, '备注|说明|备注信息|描述|跟进备注|note|notes|remark|remarks|comment|comments|description|memo'],
  [
    'source',
    1,
    '来源|线索来源|客户来源|渠道|来源渠道|渠道来源|获客渠道|source|lead source|channel|utm source',
  ],
  [
    'referrer',
    1,
    '转介绍人|推荐人|介绍人|推荐码|推荐人手机|推荐人电话|转介绍人电话|推荐人邮箱|referrer|referred by|referral|referral code|referrer phone|referrer email|recommended by',
  ],
  ['externalId', 1, '外部编号|外部id|线索编号|线索id|prospect id|lead id|external id|record id'],
  ['externalId', 0.8, '编号|客户编号|客户id|学员编号|唯一标识|id|uuid|customer id|contact id|reference'],
]

/** What columns of a list of customers are called beyond those. */
const customerTable: readonly Entry[] = [
  ['company', 1, '客户名称|客户|客户公司|customer|customer name|client|client name'],
  [
    'externalId',
    1,
    '客户编号|客户编码|客户代码|客户号|会员号|customer id|customer no|customer number|customer code|account id|account number|client id',
  ],
  ['phone', 0.9, '其他电话|备用电话|电话2|手机2|固话|other phone|alternate phone|phone 2|second phone'],
  ['email', 0.9, '其他邮箱|备用邮箱|邮箱2|other email|email 2|second email'],
  [
    'holder',
    1,
    '负责人|归属人|所属销售|销售|销售员|业务员|客户经理|跟进人|维护人|owner|account owner|holder|sales|sales rep|salesperson|account manager|assigned to',
  ],
  [
    'lifecycleStage',
    1,
    '客户阶段|生命周期|生命周期阶段|客户状态|客户生命周期|状态|lifecycle|lifecycle stage|customer stage|customer status|status|stage',
  ],
  [
    'firstPurchaseOn',
    1,
    '首次购买|首次购买日期|首次成交|首次成交日期|首单日期|首购日期|首次下单时间|成交日期|签约日期|first purchase|first purchase date|first order|first order date|customer since',
  ],
  [
    'lastPurchaseOn',
    1,
    '最近购买|最近购买日期|最近成交|最近成交日期|最后购买日期|末次购买|最近下单时间|最近一次购买|last purchase|last purchase date|last order|last order date|most recent purchase',
  ],
  [
    'spend',
    1,
    '累计消费|累计消费金额|累计金额|消费金额|消费总额|累计成交金额|成交金额|成交总额|累计收入|合同金额|合同总额|总金额|spend|total spend|lifetime value|ltv|revenue|total revenue|total sales|amount|total amount',
  ],
  ['currency', 1, '币种|货币|currency'],
]

/** What no customer has. */
const leadOnly: ReadonlySet<RowField> = new Set(['title', 'need', 'source', 'referrer'])

/** Words around a name that change nothing: 客户手机 is 手机, "Primary Contact Email" is "Email". */
const ZH_AROUND =
  /^(请填写|请输入|您的|你的|潜在客户|客户|联系人|用户|学员|家长|学生|会员|线索|主要|常用|个人)+|(信息)$/g
const EN_AROUND = /\b(lead|contact|customer|client|prospect|primary|main|work|business|personal|your)\b/g

/** A column's name without what does not matter: case, width, marks, '(required)', spaces. */
export function plainName(name: string): string {
  return words(name).replace(/[^\p{L}\p{N}]+/gu, '')
}

function words(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[（(【[].*?[)）】\]]/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
}

function meaningsIn(entries: readonly Entry[]): ReadonlyMap<string, Meaning[]> {
  const meanings = new Map<string, Meaning[]>()
  for (const [field, confidence, names, part] of entries) {
    for (const name of names.split('|')) {
      const key = plainName(name)
      const meaning: Meaning = part ? { field, part, confidence } : { field, confidence }
      meanings.set(key, [...(meanings.get(key) ?? []), meaning])
    }
  }
  return meanings
}

const meaningsOfKind: Readonly<Record<ImportKind, ReadonlyMap<string, Meaning[]>>> = {
  leads: meaningsIn(table),
  // Their own names first: among equals the first is the surest.
  customers: meaningsIn([...customerTable, ...table.filter(([field]) => !leadOnly.has(field))]),
}

/**
 * What a column of this name may hold in a file of a kind, surest first; none when the name says nothing. A name is
 * matched whole, never by a word in it: "Do Not Email" is no e-mail and 公司规模 no company.
 */
export function meaningsOf(name: string, kind: ImportKind = 'leads'): Meaning[] {
  const meanings = meaningsOfKind[kind]
  const exact = meanings.get(plainName(name))
  if (exact) return exact
  const bare = plainName(words(name).replace(EN_AROUND, ' ').trim().replace(ZH_AROUND, ''))
  return (meanings.get(bare) ?? []).map((meaning) => ({ ...meaning, confidence: meaning.confidence * 0.8 }))
}

/** Whether a cell reads like the name of a field we know. */
export function isKnownName(cell: string): boolean {
  return cell.length <= 40 && (meaningsOf(cell).length > 0 || meaningsOf(cell, 'customers').length > 0)
}
