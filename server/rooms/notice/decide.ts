import type { Lang } from '../../../contract/shapes.ts'

/** A notice with what it takes to say it outside: of the lead no more than name and company. */
export interface Told {
  readonly noticeId: string
  readonly kind: string
  readonly data: Readonly<Record<string, unknown>>
  readonly leadId: string | null
  readonly leadName: string | null
  readonly company: string | null
  /** Whose notice it is. */
  readonly member: {
    readonly name: string
    readonly email: string | null
    readonly mobile: string | null
    readonly lang: Lang
  }
}

/** What a group is told of: leads that came. Reminders are between a member and their own screen and mailbox. */
export const groupKinds = ['lead.assigned', 'leads.assigned', 'leads.imported', 'lead.reenquired'] as const

type Sentence = Readonly<Record<Lang, string>>

const happenings: Readonly<Record<string, Sentence>> = {
  'lead.assigned': { zh: '分配给你的新线索', en: 'A new lead for you' },
  'leads.assigned': { zh: '分配给你 {count} 条新线索', en: '{count} new leads for you' },
  'leads.area_came': {
    zh: '一个片区交给了你，带来 {count} 条线索',
    en: 'A territory is yours now, with {count} leads',
  },
  'leads.area_went': {
    zh: '你的一个片区已移交，{count} 条线索一并转走',
    en: 'A territory of yours was handed over, with {count} leads',
  },
  'leads.imported': {
    zh: '一次导入带给你：新线索 {assigned} 条，再次咨询 {reenquired} 条',
    en: 'An import brought you: new leads {assigned}, enquired again {reenquired}',
  },
  'lead.reenquired': { zh: '你负责的线索再次咨询', en: 'A lead of yours enquired again' },
  'lead.tried': {
    zh: '有人又录入了你负责的线索，已按方案拒收',
    en: 'Somebody brought a lead of yours once more; it was refused by policy',
  },
  'leads.tried': {
    zh: '有人又录入了你负责的 {count} 条线索，已按方案拒收',
    en: 'Somebody brought {count} leads of yours once more; they were refused by policy',
  },
  'customers.tried': {
    zh: '有人又录入了你负责的 {count} 位老客户，已按方案拒收',
    en: 'Somebody brought {count} known customers of yours; refused by policy',
  },
  'customers.met': {
    zh: '同事修改了一条线索，发现是你负责的老客户',
    en: 'A colleague edited a lead, and it turned out to be of a known customer of yours',
  },
  'lead.disputed': {
    zh: '有同事对你负责的线索提出撞单争议，等主管裁定',
    en: 'A colleague disputes that a lead is yours; a manager will settle it',
  },
  'dispute.won': { zh: '撞单裁定：客户归你', en: 'The dispute is settled: the customer is yours' },
  'dispute.lost': {
    zh: '撞单裁定：客户归对方',
    en: 'The dispute is settled: the customer goes to the other side',
  },
  'lead.recycled': { zh: '你的线索已回收到公海', en: 'A lead of yours went back to the pool' },
  'lead.cameBack': {
    zh: '搁置的线索符合条件了，已回到你这里',
    en: 'A lead that was set aside fits now and is back with you',
  },
  'lead.takenBack': { zh: '一条搁置的线索交还给你', en: 'A lead that was set aside was given back to you' },
  'lead.merged': { zh: '重复线索已并入你负责的线索', en: 'Duplicates were merged into a lead of yours' },
  'lead.merged_into': { zh: '你的线索已并入另一条线索', en: 'A lead of yours was merged into another' },
  'lead.merge_undone': {
    zh: '合并已撤销，线索回到你名下',
    en: 'A merge was undone: the lead is yours again',
  },
  'lead.due': { zh: '线索即将回收，请尽快跟进', en: 'A lead falls back to the pool soon; follow it up' },
  'priority.soon': {
    zh: '重点线索快到跟进期限了，请尽快联系',
    en: 'A priority lead is due soon; follow it up',
  },
  'priority.overdue': {
    zh: '重点线索已超时，还没人跟进',
    en: 'A priority lead is overdue: nobody has followed it up',
  },
  'priority.escalated': {
    zh: '重点线索超时后仍无人跟进',
    en: 'A priority lead is overdue and still not followed up',
  },
  'priorities.soon': {
    zh: '{count} 条重点线索快到跟进期限了',
    en: '{count} priority leads are due soon',
  },
  'priorities.overdue': {
    zh: '{count} 条重点线索已超时，还没人跟进',
    en: '{count} priority leads are overdue: nobody has followed them up',
  },
  'priorities.escalated': {
    zh: '{count} 条重点线索超时后仍无人跟进',
    en: '{count} priority leads are overdue and still not followed up',
  },
  'quarantine.due': {
    zh: '隔离区里 {count} 条线索快到期了，没人处理就会作废',
    en: '{count} leads in quarantine are refused soon unless somebody sees to them',
  },
  'quarantine.refused': {
    zh: '隔离区里 {count} 条线索到期没人处理，已标为无效',
    en: '{count} leads in quarantine ran out of time and are marked as invalid',
  },
  'source.paused': {
    zh: '一个来源已暂停，它的新线索先留在隔离区',
    en: 'A source was paused; what it brings waits in quarantine',
  },
  'source.resumed': { zh: '一个来源已恢复', en: 'A source goes on' },
  'score.drifted': {
    zh: '新线索与学习评分卡所依据的已明显不同（{count} 项），建议重新学习',
    en: 'New leads are no longer like those the scorecard was learned from ({count} fields); learn it anew',
  },
  'score.answered': {
    zh: '第 {version} 版评分卡采纳了 {remarks} 条意见，也包括你的',
    en: 'Version {version} of the scorecards takes up {remarks} remarks, yours too',
  },
}
const changed: Sentence = { zh: '你负责的线索有变化', en: 'A lead of yours has changed' }

const groupHappenings: Readonly<Record<string, Sentence>> = {
  'lead.assigned': { zh: '新线索', en: 'new lead' },
  'leads.assigned': { zh: '{count} 条新线索', en: '{count} new leads' },
  'leads.imported': {
    zh: '导入：新线索 {assigned} 条，再次咨询 {reenquired} 条',
    en: 'import: new leads {assigned}, enquired again {reenquired}',
  },
  'lead.reenquired': { zh: '再次咨询', en: 'enquired again' },
}

const say = (sentence: Sentence, lang: Lang, data: Told['data']): string =>
  sentence[lang].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(Number(data[name])))

/** 张明 · 北京仁科; undefined of a digest, or when neither is known. */
function leadOf({ leadName, company }: Told): string | undefined {
  return [leadName, company].filter(Boolean).join(' · ') || undefined
}

const linkOf = ({ leadId, kind }: Told, publicUrl: string): string =>
  leadId
    ? `${publicUrl}/leads/${leadId}`
    : `${publicUrl}/${kind.startsWith('priorities.') ? 'priority' : 'leads'}`

/** The mail that tells a member all that waits for them. The subject, which shows on locked screens, names nobody. */
export function mailOf(
  told: readonly [Told, ...Told[]],
  publicUrl: string,
): { subject: string; text: string } {
  const [{ member, kind, data }] = told
  const { lang, name } = member
  const lines = told.map((each) => {
    const what = say(happenings[each.kind] ?? changed, lang, each.data)
    const lead = leadOf(each)
    return `${lead ? `${what}${lang === 'zh' ? '：' : ': '}${lead}` : what}\n${linkOf(each, publicUrl)}`
  })
  const subject =
    told.length === 1
      ? say(happenings[kind] ?? changed, lang, data)
      : lang === 'zh'
        ? `${told.length} 条线索提醒`
        : `${told.length} notices about your leads`
  const greeting = lang === 'zh' ? `${name}，你好：` : `Hello ${name},`
  return { subject, text: `${greeting}\n\n${lines.join('\n\n')}\n` }
}

/** What a robot tells its group: a title, and Markdown lines of which each vendor shows bold and links. */
export interface GroupMessage {
  readonly title: string
  readonly lines: readonly string[]
  /** Chinese mobiles of the members concerned, for vendors that can call them. */
  readonly mobiles: readonly string[]
}

// The smallest of the three vendors' limits is WeCom's: 4,096 bytes for all of it.
const MOST_BYTES = 3_600

/** One message for all that waits, however much it is: robots may send twenty a minute. */
export function groupMessageOf(told: readonly Told[], lang: Lang, publicUrl: string): GroupMessage {
  const lines: string[] = []
  let bytes = 0
  for (const [i, each] of told.entries()) {
    const line = groupLine(each, lang, publicUrl)
    bytes += new TextEncoder().encode(line).length + 1
    if (bytes > MOST_BYTES) {
      const left = told.length - i
      lines.push(lang === 'zh' ? `……另有 ${left} 条` : `… and ${left} more`)
      break
    }
    lines.push(line)
  }
  const mobiles = told.flatMap(({ member }) => /^\+86(1\d{10})$/.exec(member.mobile ?? '')?.[1] ?? [])
  return { title: lang === 'zh' ? '新线索' : 'New leads', lines, mobiles: [...new Set(mobiles)].slice(0, 20) }
}

function groupLine(told: Told, lang: Lang, publicUrl: string): string {
  const what = say(groupHappenings[told.kind] ?? changed, lang, told.data)
  const lead = leadOf(told)
  const link = `[${plain(lead ?? (lang === 'zh' ? '查看' : 'Open'))}](${linkOf(told, publicUrl)})`
  return `**${plain(told.member.name)}** ${what} ${link}`
}

/** Names are typed by strangers: what Markdown or a vendor's tags would act on is shown in its full-width form. */
export function plain(text: string): string {
  return text
    .slice(0, 60)
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]()<>#~|!@&]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
}
