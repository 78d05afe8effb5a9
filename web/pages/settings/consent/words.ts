import { defineWords } from '../../../app/language.tsx'

export const purposeWords = defineWords({
  intro: [
    '向人征得哪些同意。表单、接口、导入和手工记录都按这里的用途记入同意台账；没有记录就不能以此目的联系。',
    'What people are asked to agree to. Forms, the API, imports and hands write these purposes into the ledger; without a row nobody is contacted for one.',
  ],
  zh: ['中文名称', 'Name in Chinese'],
  en: ['英文名称', 'Name in English'],
  key: ['代号', 'Key'],
  keyHint: [
    '小写字母、数字、下划线；接口用它，之后不能改',
    'Small letters, digits, underscores; the API names it so, and it stays',
  ],
  add: ['用途', 'Purpose'],
  remove: [(name: string) => `停用 ${name}`, (name: string) => `Retire ${name}`],
  retired: ['保存后不再使用；台账里已有的记录保留', 'No longer used once saved; what the ledger holds stays'],
  unsound: ['每个用途都要有代号和两种语言的名称，代号不能重复', 'Each needs a key of its own and both names'],
})
