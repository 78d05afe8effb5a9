/** A word in both languages of the house. */
export interface Label {
  readonly zh: string
  readonly en: string
}

export type FieldType = 'text' | 'number' | 'date' | 'choice' | 'list' | 'region' | 'boolean'

export interface Option {
  readonly value: string
  readonly label: Label
}

/** Something a condition can ask about a lead. */
export interface Field {
  /** A built-in field's name in conditions; a custom field's key in `attrs`, called `custom.KEY` in conditions. */
  readonly key: string
  readonly type: FieldType
  readonly label: Label
  readonly origin: 'builtin' | 'custom'
  /** The values of a choice or list. Without them any text will do. */
  readonly options?: readonly Option[]
  /** The values are ids of something else the organisation has, and its names are found there. */
  readonly from?: 'people' | 'pools' | 'sources' | 'leads'
  /** The lead's property, where it is not the key. */
  readonly property?: string
  /** A yes or no: whether the property has a value at all. */
  readonly present?: true
  /** A column of the known customer that the lead is of, where it is none of the lead's own. */
  readonly joined?: string
  /** A date that is a calendar day, as those of custom fields are. */
  readonly day?: true
  /** Numbers without a fraction. */
  readonly whole?: boolean
  /** Shown divided by this: an amount is kept in hundredths. */
  readonly scale?: number
  /** Stored without upper-case letters, so comparing needs no folding and an index stays usable. */
  readonly folded?: boolean
  /** Its id where a custom field has one; a `fast` field is looked up by it in `lead_fast`. */
  readonly id?: string
  /** Kept in `lead_fast` too, for every lead: set it only once the table is filled. */
  readonly fast?: boolean
  readonly personal?: boolean
}

/** The fields of one organisation by the name conditions call them. */
export type Fields = ReadonlyMap<string, Field>

/** Whether a date is a calendar day, 'YYYY-MM-DD', and no moment. */
export function isCalendar(field: Field): boolean {
  return field.origin === 'custom' || field.day === true
}

/** The name conditions call a field by. */
export function addressOf(field: Field): string {
  return field.origin === 'custom' ? `custom.${field.key}` : field.key
}

/**
 * The built-in fields and an organisation's own. Pass the archived ones too where stored conditions are compiled:
 * a rule that asks for a field nobody knows cannot be decided.
 */
export function fieldsOf(custom: readonly Field[]): Fields {
  return new Map([...builtinFields, ...custom].map((field) => [addressOf(field), field]))
}

type More = Omit<Field, 'key' | 'type' | 'label' | 'origin'>

function builtin(key: string, type: FieldType, [zh, en, more]: [string, string, More?]): Field {
  return { key, type, label: { zh, en }, origin: 'builtin', ...more }
}

function options(labels: Record<string, [zh: string, en: string]>): readonly Option[] {
  return Object.entries(labels).map(([value, [zh, en]]) => ({ value, label: { zh, en } }))
}

const doors = options({
  api: ['接口', 'API'],
  form: ['表单', 'Form'],
  import: ['导入', 'Import'],
  hand: ['手工录入', 'By hand'],
})

const holderKinds = options({
  quarantine: ['隔离区', 'Quarantine'],
  verification: ['待核实', 'Verification'],
  waiting: ['待上班', 'Waiting for a shift'],
  aside: ['搁置', 'Set aside'],
  pool: ['公海', 'Pool'],
  rep: ['销售', 'Rep'],
  closed: ['已结束', 'Closed'],
})

const stages = options({
  new: ['新线索', 'New'],
  contacted: ['已联系', 'Contacted'],
  qualified: ['已确认', 'Qualified'],
  converted: ['已转化', 'Converted'],
  lost: ['已流失', 'Lost'],
  invalid: ['无效', 'Invalid'],
})

const checks = options({
  unverified: ['未核实', 'Unverified'],
  formatOk: ['格式正确', 'Format OK'],
  reachable: ['可触达', 'Reachable'],
  confirmed: ['人工确认', 'Confirmed by a person'],
  stale: ['待复核', 'Stale'],
  bad: ['无效', 'Bad'],
})

const verdicts = options({
  fits: ['符合', 'Fits'],
  partly: ['部分符合', 'Fits in part'],
  unsure: ['待确认', 'Not sure yet'],
  unfit: ['不符合', 'Does not fit'],
})

const closings = options({
  merged: ['已合并', 'Merged'],
  converted: ['已转化', 'Converted'],
  lost: ['已流失', 'Lost'],
  invalid: ['无效', 'Invalid'],
  withdrawn: ['已撤回', 'Withdrawn'],
  erased: ['已删除', 'Erased'],
})

/** The facts a lead brings: they arrive, are cleaned, and may be changed by hand. All text; in the order they are read. */
export const facts = [
  'name',
  'company',
  'creditCode',
  'title',
  'phone',
  'email',
  'wechat',
  'region',
  'address',
  'need',
  'note',
] as const
export type Fact = (typeof facts)[number]

/** What every lead has, as properties of the lead's row; in the order an editor offers them. */
export const builtinFields: readonly Field[] = [
  builtin('source', 'choice', ['来源', 'Source', { from: 'sources', property: 'sourceId' }]),
  builtin('region', 'region', ['地区', 'Region']),
  builtin('stage', 'choice', ['阶段', 'Stage', { options: stages }]),
  builtin('score', 'number', ['得分', 'Score', { whole: true }]),
  builtin('grade', 'choice', ['等级', 'Grade']),
  builtin('tags', 'list', ['标签', 'Tags']),
  builtin('profileVerdict', 'choice', ['客户画像', 'Ideal customer', { options: verdicts }]),
  builtin('holder', 'choice', ['负责人', 'Holder', { from: 'people', property: 'holderId' }]),
  builtin('holderKind', 'choice', ['归属', 'Held in', { options: holderKinds }]),
  builtin('pool', 'choice', ['公海', 'Pool', { from: 'pools', property: 'poolId' }]),
  builtin('arrivedAt', 'date', ['到达时间', 'Arrival']),
  builtin('assignedAt', 'date', ['分配时间', 'Assignment']),
  builtin('firstFollowupAt', 'date', ['首次跟进', 'First follow-up']),
  builtin('lastFollowupAt', 'date', ['上次跟进', 'Last follow-up']),
  builtin('nextAt', 'date', ['下次跟进', 'Next follow-up']),
  builtin('dueAt', 'date', ['回收期限', 'Recycling deadline']),
  builtin('name', 'text', ['姓名', 'Name', { personal: true }]),
  builtin('company', 'text', ['公司', 'Company']),
  builtin('creditCode', 'text', ['统一社会信用代码', 'Credit code', { folded: true }]),
  builtin('title', 'text', ['职位', 'Title']),
  builtin('phone', 'text', ['电话', 'Phone', { personal: true, folded: true }]),
  builtin('email', 'text', ['邮箱', 'E-mail', { personal: true, folded: true }]),
  builtin('phoneStatus', 'choice', ['电话核实状态', 'Phone status', { options: checks }]),
  builtin('emailStatus', 'choice', ['邮箱核实状态', 'E-mail status', { options: checks }]),
  builtin('wechat', 'text', ['微信', 'WeChat', { personal: true }]),
  builtin('address', 'text', ['地址', 'Address', { personal: true }]),
  builtin('need', 'text', ['需求', 'Need']),
  builtin('note', 'text', ['备注', 'Note']),
  builtin('nextStep', 'text', ['下一步', 'Next step']),
  builtin('stageAt', 'date', ['阶段变更时间', 'Stage change']),
  builtin('stageReason', 'text', ['阶段原因', 'Stage reason']),
  builtin('closedAs', 'choice', ['结束方式', 'Closed as', { options: closings }]),
  builtin('customer', 'boolean', ['老客户', 'Known customer', { property: 'customerId', present: true }]),
  builtin('customerStage', 'choice', ['客户阶段', 'Customer stage', { joined: 'lifecycle_stage' }]),
  builtin('customerSpend', 'number', [
    '客户累计消费',
    'Customer spend',
    { whole: true, scale: 100, joined: 'spend' },
  ]),
  builtin('customerLastPurchase', 'date', [
    '客户最近购买',
    'Customer’s last purchase',
    { day: true, joined: 'last_purchase_on' },
  ]),
  builtin('amount', 'number', ['金额', 'Amount', { whole: true, scale: 100 }]),
  builtin('currency', 'choice', ['币种', 'Currency']),
  builtin('protected', 'boolean', ['受保护', 'Protected']),
  builtin('duplicateOf', 'choice', ['重复于', 'Duplicate of', { from: 'leads' }]),
  builtin('externalId', 'text', ['外部编号', 'External id']),
  builtin('door', 'choice', ['进入方式', 'Door', { options: doors }]),
  builtin('createdAt', 'date', ['创建时间', 'Creation']),
  builtin('updatedAt', 'date', ['更新时间', 'Last change']),
]
