import { defineWords } from '../../../app/language.tsx'

export const matchWords = defineWords({
  intro: [
    '同一个人再来一次就是撞单。按下面的次序认人，第一项对上就算同一个人。',
    'Somebody who is held already comes again: told by the facts below, in their order; the first that agrees decides.',
  ],
  onMatch: ['撞单时', 'When somebody is held already'],
  link: ['并入原线索', 'Join the lead held'],
  linkHint: [
    '不产生第二条；原线索记一次“又来咨询”，提醒负责人。多数公司适用。',
    'No second lead: the one held notes another enquiry and its holder hears of it. Right for most.',
  ],
  refuse: ['拒收', 'Refuse'],
  refuseHint: [
    '退回并告知已有线索，归谁、到哪一步。适合渠道按条结算。',
    'Sent back with who holds it and how far. For channels paid by the lead.',
  ],
  flag: ['照收并标记', 'Take it, flagged'],
  flagHint: [
    '另建一条，标明与谁重复，由人判断是否合并。',
    'A second lead that names its double, for a person to merge or keep.',
  ],
  terms: ['凭什么认人', 'Told by'],
  use: [(field: string) => `按${field}认人`, (field: string) => `Tell people by ${field}`],
  phoneHint: [
    '统一成国际写法后比较，+86 138… 与 138… 是同一个号',
    'Compared in international form: +86 138… and 138… are one number',
  ],
  emailHint: ['不分大小写', 'Upper and lower case are one'],
  wechatHint: ['微信号', 'The WeChat id'],
  least: ['至少要留一项，否则认不出同一个人', 'Keep at least one, or nobody could be told'],
})
