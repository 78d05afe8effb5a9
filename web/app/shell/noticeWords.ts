import { defineWords } from '../language.tsx'

export const noticeWords = defineWords({
  nameless: ['（未留姓名）', '(no name)'],
  refusedSoon: [
    (n: number) => `隔离区里 ${n} 条线索快到期了，没人处理就会作废`,
    (n: number) => `${n} leads in quarantine are refused soon unless somebody sees to them`,
  ],
  refusedNow: [
    (n: number) => `隔离区里 ${n} 条线索到期没人处理，已标为无效`,
    (n: number) => `${n} leads in quarantine ran out of time and are marked as invalid`,
  ],
  sourcePaused: [
    (source: string, by: boolean) =>
      by ? `来源“${source}”质量不达标，已自动暂停` : `来源“${source}”已被暂停`,
    (source: string, by: boolean) =>
      by ? `The source “${source}” turned bad and was paused` : `The source “${source}” was paused`,
  ],
  scoreDrifted: [
    (fields: number) => `新线索有 ${fields} 项与学习评分卡所依据的明显不同，建议重新学习`,
    (fields: number) =>
      `New leads differ in ${fields} ${fields === 1 ? 'field' : 'fields'} from those the scorecard was learned from: learn it anew`,
  ],
  scoreAnswered: [
    (version: number, remarks: number) => `第 ${version} 版评分卡采纳了 ${remarks} 条意见，也包括你的`,
    (version: number, remarks: number) =>
      `Version ${version} of the scorecards takes up ${remarks} ${remarks === 1 ? 'remark' : 'remarks'}, yours too`,
  ],
  sourceResumed: [
    (source: string) => `来源“${source}”已恢复`,
    (source: string) => `The source “${source}” goes on`,
  ],
  manyAssigned: [(n: number) => `${n} 条新线索分给了你`, (n: number) => `${n} new leads are yours`],
  dealtAgain: [
    (name: string) => `${name} 逾期没有跟进，已转给别的同事`,
    (name: string) => `${name} was not followed up in time and went to a colleague`,
  ],
  offered: [
    (name: string) => `公海里的 ${name} 先开放给你领取`,
    (name: string) => `${name} in the pool is offered to you first`,
  ],
  manyOffered: [
    (n: number) => `公海里有 ${n} 条线索先开放给你领取`,
    (n: number) => `${n} leads in pools are offered to you first`,
  ],
  moved: [
    (got: number, lost: number, undone: boolean) =>
      [
        undone ? '转移已撤销' : '',
        got > 0 ? `转给你 ${got} 条线索` : '',
        lost > 0 ? `${lost} 条线索转给了别人` : '',
      ]
        .filter(Boolean)
        .join('；'),
    (got: number, lost: number, undone: boolean) =>
      [
        undone ? 'A move was taken back' : '',
        got > 0 ? `Leads moved to you: ${got}` : '',
        lost > 0 ? `Leads moved to others: ${lost}` : '',
      ]
        .filter(Boolean)
        .join('; '),
  ],
  list: ['、', ', '],
  areaCame: [
    (names: string, n: number) => `片区“${names}”交给了你，带来 ${n} 条线索`,
    (names: string, n: number) => `${names} is yours now, with ${n} leads`,
  ],
  areaWent: [
    (names: string, n: number) => `片区“${names}”已移交给别人，你的 ${n} 条线索一并转走`,
    (names: string, n: number) => `${names} was handed over, with ${n} leads of yours`,
  ],
  imported: [
    (assigned: number, reenquired: number) =>
      [
        assigned > 0 ? `导入带给你 ${assigned} 条新线索` : '',
        reenquired > 0 ? `导入中有 ${reenquired} 条你的线索再次咨询` : '',
      ]
        .filter(Boolean)
        .join('；'),
    (assigned: number, reenquired: number) =>
      [
        assigned > 0 ? `New from an import: ${assigned}` : '',
        reenquired > 0 ? `Leads of yours that asked again in an import: ${reenquired}` : '',
      ]
        .filter(Boolean)
        .join('; '),
  ],
  assigned: [(name: string) => `新线索分给了你：${name}`, (name: string) => `A new lead is yours: ${name}`],
  reenquired: [
    (name: string) => `${name} 再次咨询，请尽快联系`,
    (name: string) => `${name} has asked again; get in touch soon`,
  ],
  tried: [
    (name: string) => `有人又录入了 ${name}，已拒收；这仍是你的线索`,
    (name: string) => `Somebody brought ${name} once more; refused, the lead stays yours`,
  ],
  manyTried: [
    (n: number) => `有人又录入了你负责的 ${n} 条线索，已拒收`,
    (n: number) => `${n} leads of yours were brought once more; refused`,
  ],
  customersTried: [
    (n: number) => `有人又录入了你负责的 ${n} 位老客户，已拒收`,
    (n: number) =>
      n === 1
        ? 'A known customer of yours was brought; refused'
        : `${n} known customers of yours were brought; refused`,
  ],
  customersMet: [
    '同事修改了一条线索，发现是你负责的老客户',
    'A colleague edited a lead, and it turned out to be of a known customer of yours',
  ],
  policyPublished: ['你计划的方案已按时发布', 'The policy you planned is in force now'],
  policyStale: [
    '你计划的方案没有发布：期间有人发布了新版本，请重新核对',
    'The policy you planned was not published: somebody published another version meanwhile',
  ],
  policyRefused: [
    (why: string) => `计划发布的方案到时没有发布，现行的不变：${why}`,
    (why: string) => `A planned policy was not published, and what is in force stays: ${why}`,
  ],
  calendarEnding: [
    (year: number) => `已知的节假日只到年底；${year} 年的放假安排公布后，请在“排班与上限”里添加`,
    (year: number) =>
      `Public holidays are known only to the end of the year; put in those of ${year} under Hours and capacity`,
  ],
  disputed: [
    (name: string) => `有同事对 ${name} 提出撞单争议，等主管裁定`,
    (name: string) => `A colleague disputes that ${name} is yours; a manager will settle it`,
  ],
  won: [
    (name: string) => `撞单裁定：${name} 归你`,
    (name: string) => `The dispute is settled: ${name} is yours`,
  ],
  lost: [
    (name: string) => `撞单裁定：${name} 归对方`,
    (name: string) => `The dispute is settled: ${name} goes to the other side`,
  ],
  makeUpAppealed: [
    (name: string) => `有销售就无效线索 ${name} 申诉补量，等你处理`,
    (name: string) => `A rep appeals for a make-up of ${name}, which is invalid; answer it`,
  ],
  makeUpGranted: [
    (name: string) => `${name} 的补量申诉已同意，下一条先补给你`,
    (name: string) => `Your appeal on ${name} was granted: you get another lead first`,
  ],
  makeUpDeclined: [
    (name: string) => `${name} 的补量申诉被驳回`,
    (name: string) => `Your appeal on ${name} was declined`,
  ],
  makeUpTaken: [
    (name: string) => `主管收回了 ${name} 的补量，可以申诉`,
    (name: string) => `A manager took back the make-up of ${name}; you may appeal`,
  ],
  rostered: [
    (n: number, groups: number) => `排班：${groups} 个群的 ${n} 条线索转给了你`,
    (n: number, groups: number) =>
      `By the roster ${n} leads of ${groups === 1 ? 'a group' : `${groups} groups`} are yours now`,
  ],
  rosteredAway: [
    (n: number, groups: number) => `排班：你的 ${groups} 个群、${n} 条线索转给了同事`,
    (n: number, groups: number) =>
      `By the roster ${n} leads of ${groups === 1 ? 'a group' : `${groups} groups`} went to a colleague`,
  ],
  recycled: [
    (name: string) => `${name} 久未跟进，已回收到公海`,
    (name: string) => `${name} went back to the pool: nobody followed up`,
  ],
  prioritySoon: [
    (name: string) => `重点线索 ${name} 快到跟进期限了`,
    (name: string) => `Priority lead ${name} is due soon; follow it up`,
  ],
  priorityOverdue: [
    (name: string) => `重点线索 ${name} 已超时，还没人跟进`,
    (name: string) => `Priority lead ${name} is overdue: nobody has followed it up`,
  ],
  priorityEscalated: [
    (name: string) => `重点线索 ${name} 超时后仍无人跟进`,
    (name: string) => `Priority lead ${name} is still not followed up`,
  ],
  prioritiesSoon: [
    (n: number) => `${n} 条重点线索快到跟进期限了`,
    (n: number) => `${n} priority leads are due soon`,
  ],
  prioritiesLate: [
    (n: number) => `${n} 条重点线索已超时，还没人跟进`,
    (n: number) => `${n} priority leads are overdue: nobody has followed them up`,
  ],
  cameBack: [
    (name: string) => `${name} 符合条件了，已从搁置回到你这里`,
    (name: string) => `${name} fits now and is back with you`,
  ],
  takenBack: [
    (name: string) => `搁置的 ${name} 已交还给你`,
    (name: string) => `${name}, who was set aside, was given back to you`,
  ],
  due: [
    (name: string) => `${name} 即将回收，请尽快跟进`,
    (name: string) => `${name} falls back soon; follow up to keep it`,
  ],
  merged: [
    (name: string) => `重复线索已并入 ${name}`,
    (name: string) => `Duplicates were merged into ${name}`,
  ],
  mergedInto: [
    (name: string) => `你的线索已并入 ${name}`,
    (name: string) => `A lead of yours was merged into ${name}`,
  ],
  mergeUndone: [
    (name: string) => `合并已撤销，${name} 回到你名下`,
    (name: string) => `A merge was undone: ${name} is yours again`,
  ],
  changed: [(name: string) => `${name} 有变化`, (name: string) => `${name} has changed`],
})
