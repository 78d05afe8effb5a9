import type { Lang } from '../../../../contract/shapes.ts'

type Sentence = Readonly<Record<Lang, string>>
type Data = Readonly<Record<string, unknown>>

/** What happened, to the member it concerns. */
const happenings: Readonly<Record<string, Sentence>> = {
  'lead.assigned': { zh: '分配给你的新线索', en: 'A new lead for you' },
  'leads.assigned': { zh: '分配给你 {count} 条新线索', en: '{count} new leads for you' },
  'lead.offered': {
    zh: '公海里的一条线索先开放给你领取',
    en: 'A lead in a pool is offered to you first; claim it while it is',
  },
  'leads.offered': {
    zh: '公海里有 {count} 条线索先开放给你领取',
    en: '{count} leads in pools are offered to you first',
  },
  'leads.moved': {
    zh: '批量转移：转给你 {got} 条，转出 {lost} 条',
    en: 'Leads were moved by hand: {got} to you, {lost} to others',
  },
  'leads.rostered': {
    zh: '排班：{groups} 个群的 {count} 条线索转给了你',
    en: 'By the roster {count} leads in {groups} group(s) are yours now',
  },
  'leads.rosteredAway': {
    zh: '排班：你的 {groups} 个群、{count} 条线索转给了同事',
    en: 'By the roster {count} leads in {groups} group(s) went to a colleague',
  },
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
  'policy.published': {
    zh: '你计划的方案已按时发布',
    en: 'The policy you planned is in force now',
  },
  'policy.stale': {
    zh: '你计划的方案没有发布：期间有人发布了新版本，请重新核对',
    en: 'The policy you planned was not published: somebody published another version meanwhile. Look at it again',
  },
  'policy.refused': {
    zh: '计划发布的方案到时没有发布，现行的不变：其中有的规则已经用不了。请打开规则页看原因，改好再发布',
    en: 'A planned policy was not published, and what is in force stays: a rule of it could not work any more. Its page says why; mend it and publish again',
  },
  'calendar.ending': {
    zh: '已知的节假日只到年底；{year} 年的放假安排公布后，请在“排班与上限”里添加',
    en: 'Public holidays are known only to the end of the year; put in those of {year} under Hours and capacity',
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
  'makeup.appealed': {
    zh: '有销售就一条无效线索申诉补量，等你处理',
    en: 'A rep appeals for a make-up of an invalid lead; answer it',
  },
  'makeup.made_up': {
    zh: '补量申诉已同意，下一条先补给你',
    en: 'Your appeal was granted: you get another lead first',
  },
  'makeup.declined': {
    zh: '补量申诉被驳回，理由见线索页',
    en: 'Your appeal for a make-up was declined; the reason is on the lead’s page',
  },
  'makeup.taken_back': {
    zh: '主管收回了一条无效线索的补量，可以申诉',
    en: 'A manager took a make-up back from you; you may appeal',
  },
  'lead.dealt_again': {
    zh: '你的线索逾期没有跟进，已转给别的同事',
    en: 'A lead of yours was not followed up in time and went to a colleague',
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

const fill = (sentence: Sentence, lang: Lang, data: Data): string =>
  sentence[lang].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(Number(data[name])))

/** What happened, as it is said to the member. */
export const sayTo = (kind: string, lang: Lang, data: Data): string =>
  fill(happenings[kind] ?? changed, lang, data)

/** What happened, as it is said to a group of somebody. */
export const sayOf = (kind: string, lang: Lang, data: Data): string =>
  fill(groupHappenings[kind] ?? changed, lang, data)
