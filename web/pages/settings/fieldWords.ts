import { defineWords } from '../../app/language.tsx'

export const fieldWords = defineWords({
  intro: [
    '内置字段之外，贵公司还要记的。这里的先后就是表单、线索页里的先后，拖动调整。',
    'What your organisation keeps beyond the built-in fields. Their order here is their order on forms and leads; drag to change it.',
  ],
  newField: ['新建字段', 'New field'],
  none: ['还没有自定义字段', 'No fields of your own yet'],
  noneHint: [
    '例如 公司规模、预算、孩子年级。规则、评分、筛选都能用到它。',
    'Such as company size, budget, school year. Rules, scores and filters can all use them.',
  ],
  labelZh: ['中文名', 'Name in Chinese'],
  labelEn: ['英文名', 'Name in English'],
  key: ['代号', 'Key'],
  keyHint: [
    '接口和导入用它，建好后不能改。小写字母、数字、下划线。',
    'For the API and imports, fixed once made. Small letters, digits, underscores.',
  ],
  keyShape: [
    '以小写字母开头，只用小写字母、数字、下划线',
    'Begin with a small letter; small letters, digits and underscores only',
  ],
  keyTaken: ['已有字段用了这个代号', 'Another field has this key'],
  type: ['类型', 'Type'],
  typeFixed: ['建好后不能改，已存的值才不会错', 'Fixed once made, so that values kept stay right'],
  text: ['文字', 'Text'],
  number: ['数字', 'Number'],
  date: ['日期', 'Date'],
  choice: ['单选', 'One of'],
  list: ['多选', 'Several of'],
  region: ['地区', 'Region'],
  boolean: ['是/否', 'Yes or no'],
  options: ['选项', 'Options'],
  optionZh: ['中文', 'Chinese'],
  optionEn: ['英文', 'English'],
  optionValue: ['存的值', 'Kept as'],
  addOption: ['选项', 'Option'],
  removeOption: [(name: string) => `去掉 ${name}`, (name: string) => `Remove ${name}`],
  optionsNeeded: ['至少一个选项', 'Give at least one option'],
  fast: ['常用于筛选', 'Often filtered by'],
  fastHint: [
    '给它建索引，百万线索也即时筛出；多占一点空间。',
    'Indexed, so that a filter over a million leads is instant; takes a little space.',
  ],
  personal: ['个人信息', 'Personal data'],
  personalHint: [
    '没有权限的人看到的是打码的，客户要求删除时一并抹去。',
    'Masked to whoever may not see contacts, and erased with the person.',
  ],
  archiveAsk: [
    (name: string) => `归档“${name}”？已有的值保留，表单和导入不再提供它。`,
    (name: string) => `Archive “${name}”? Its values stay; forms and imports no longer offer it.`,
  ],
  archived: [(name: string) => `已归档 ${name}`, (name: string) => `${name} was archived`],
})
