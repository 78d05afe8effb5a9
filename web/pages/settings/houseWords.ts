import { defineWords } from '../../app/language.tsx'

/** The texts of the pages of the organisation, the appearance and the pools. */
export const houseWords = defineWords({
  name: ['名称', 'Name'],
  slug: ['网址代号', 'Address'],
  slugHint: [
    '出现在公开表单的网址里；改了以后，旧网址不再能打开。',
    'Stands in the address of public forms; the former addresses stop working when it changes.',
  ],
  slugShape: [
    '只用小写字母、数字和连字符，首尾不能是连字符',
    'Small letters, digits and hyphens, no hyphen first or last',
  ],
  locale: ['默认语言', 'Language'],
  localeHint: [
    '公开表单和群消息用这种语言；每个人的界面各自选。',
    'Of public forms and group messages; everybody chooses their own for the app.',
  ],
  timeZone: ['时区', 'Time zone'],
  timeZoneHint: ['“今天”从这里的零点算起。', 'Where “today” begins at midnight.'],
  currency: ['币种', 'Currency'],
  appearanceIntro: [
    '只影响你自己；换一台设备登录也一样。',
    'For yourself only, on every device you sign in on.',
  ],
  language: ['语言', 'Language'],
  theme: ['外观', 'Theme'],
  system: ['跟随系统', 'System'],
  light: ['浅色', 'Light'],
  dark: ['深色', 'Dark'],
  density: ['行高', 'Rows'],
  roomy: ['宽松', 'Roomy'],
  compact: ['紧凑', 'Compact'],
  shortcuts: ['单键快捷键', 'Single-key shortcuts'],
  shortcutsHint: [
    '如 j、k 移动，e 记录；输入文字时不会触发。',
    'Such as j and k to move, e to log; they rest while you type.',
  ],
  poolsIntro: [
    '公海里的线索谁想做谁领取。限额防止一个人囤积：每人每天最多领几条、手上最多留几条。',
    'Leads in a pool are for whoever claims them. The limits keep anybody from hoarding: claims a day, and leads held, per person.',
  ],
  newPool: ['新建公海', 'New pool'],
  dailyLimit: ['每人每天最多领', 'Claims a day'],
  holdingLimit: ['每人最多持有', 'Held at most'],
  unlimited: ['不限', 'No limit'],
  members: ['谁能看、能领', 'Who may see it and claim'],
  membersPrompt: ['选择团队或人', 'Choose teams or people'],
  noMembers: ['还没有人能领，线索会一直躺着', 'Nobody may claim from it: its leads would lie there'],
  teams: ['团队', 'Teams'],
  people: ['个人', 'People'],
  inPool: [(n: string) => `${n} 条线索`, (n: string) => (n === '1' ? '1 lead' : `${n} leads`)],
  perDay: [(n: string) => `每天领 ${n}`, (n: string) => `${n} claims a day`],
  atMost: [(n: string) => `持有 ${n}`, (n: string) => `${n} held`],
  archived: ['已归档', 'Archived'],
  archiveAsk: [
    (name: string) => `归档 ${name}？要先清空，也不能有规则指向它。`,
    (name: string) => `Archive ${name}? It must be empty, and no rule may give to it.`,
  ],
  noPools: ['还没有公海', 'No pools yet'],
})
