import { defineWords } from '../../../app/language.tsx'

export const stageWords = defineWords({
  intro: [
    '老客户处在哪个阶段。先后就是这里的先后，拖动调整；成交的新客户进第一个阶段。筛选、评分、分配规则都能用到。',
    'How a known customer stands, in this order; drag to change it. Whoever buys for the first time begins in the first one. Filters, scores and rules can use them.',
  ],
  list: ['客户阶段，按先后', 'Lifecycle stages, in order'],
  zh: ['中文名称', 'Name in Chinese'],
  en: ['英文名称', 'Name in English'],
  key: ['代号', 'Key'],
  keyHint: [
    '小写字母、数字、下划线；接口和导入用它，之后不能改',
    'Small letters, digits, underscores; the API and imports use it, and it stays',
  ],
  keyFixed: ['代号建好后不能改', 'A key stays once it is made'],
  add: ['阶段', 'Stage'],
  remove: [(name: string) => `删除阶段 ${name}`, (name: string) => `Remove the stage ${name}`],
  inUse: [(n: string) => `${n} 位客户`, (n: string) => `${n} customers`],
  oneInUse: ['1 位客户', '1 customer'],
  unused: ['无客户', 'no customers'],
  keepsOne: ['至少留一个阶段', 'One stage has to stay'],
  whyNot: [
    (n: string) => `还有 ${n} 位客户在这个阶段，先把他们改到别的阶段才能删除`,
    (n: string) => `Customers in this stage: ${n}. Move them to another one first, then it can go`,
  ],
  unsound: [
    '每个阶段都要有两种语言的名称和自己的代号，代号不能重复',
    'Each stage needs both names and a key of its own',
  ],
})
