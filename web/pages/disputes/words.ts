import { defineWords } from '../../app/language.tsx'

export const disputeWords = defineWords({
  title: ['撞单争议', 'Disputes'],
  about: ['两个销售都说客户是自己的', 'Two reps say that a customer is theirs'],
  all: ['全部', 'All'],
  open: ['待裁定', 'Open'],
  settled: ['已裁定', 'Settled'],
  state: ['状态', 'State'],
  between: ['申请人 ↔ 负责人', 'Claimant ↔ holder'],
  lead: ['线索', 'Lead'],
  hidden: ['看不到这条线索', 'Out of your sight'],
  nameless: ['（未留姓名）', '(no name)'],
  reason: ['理由', 'Reason'],
  opened: ['提出', 'Opened'],
  goesTo: [(name: string) => `归 ${name}`, (name: string) => `To ${name}`],
  none: ['没有争议', 'No disputes'],
  noneHint: [
    '录入的客户已有同事在跟，而你先接触的，可以提出争议，由主管裁定。',
    'When a customer you reached first is with a colleague, dispute it; a manager settles whose they are.',
  ],
  noneLike: ['没有这样的争议', 'No such disputes'],
  showAll: ['看全部', 'Show all'],
  check: ['查客户', 'Is it free?'],
  checkHint: ['电话、邮箱或公司全称', 'Phone, e-mail or full company name'],
  dispute: ['提出争议', 'Dispute'],
  disputeWhy: ['为什么这个客户该是你的', 'Why this customer should be yours'],
  disputeHint: [
    '例如：1 月 3 日展会上先加的微信。双方的录入和跟进记录系统会自己摆出来。',
    'Such as: we met at the fair on 3 January. What each side registered and followed up is laid out by itself.',
  ],
  disputed: ['已提出争议，等主管裁定', 'Disputed; a manager will settle it'],
  toDispute: ['去看争议', 'See the dispute'],
  toDisputes: ['看争议', 'See disputes'],
  cancel: ['取消', 'Cancel'],
  claimant: ['申请人', 'Claimant'],
  holder: ['负责人', 'Holder'],
  claims: [(name: string) => `${name} 的理由`, (name: string) => `What ${name} says`],
  chains: ['双方的记录', 'What each can point at'],
  when: ['时间', 'When'],
  captured: ['录入', 'Registered'],
  given: ['分到', 'Given'],
  followed: [
    (n: number) => (n === 1 ? '跟进' : `跟进 ${n} 次`),
    (n: number) => (n === 1 ? 'Followed up' : `Followed up ${n}×`),
  ],
  byHand: ['手工', 'by hand'],
  byImport: ['导入', 'import'],
  byForm: ['表单', 'form'],
  byApi: ['接口', 'API'],
  no_contact: ['不算：没有可读的联系方式', 'Does not count: no contact could be read'],
  squatter: ['不算：录入无效过多', 'Does not count: too many of theirs proved invalid'],
  nothing: ['没有记录', 'Nothing'],
  until: ['保护期到此为止', 'Protection ended'],
  raised: ['提出争议', 'Dispute opened'],
  verdict: ['按规则', 'By the rules'],
  settle: ['裁定', 'Settle'],
  note: ['说明（双方可见）', 'Note (both sides see it)'],
  toHolder: [(name: string) => `归现负责人 ${name}`, (name: string) => `Stays with ${name}`],
  toClaimant: [(name: string) => `归申请人 ${name}`, (name: string) => `Goes to ${name}`],
  closedLead: [
    '线索已结束，没法转给申请人；要转，先重新打开它。',
    'The lead is over, so it cannot go to the claimant; open it again first.',
  ],
  waiting: ['等主管裁定', 'Waits for a manager to settle it'],
  done: [
    (name: string) => `已裁定归 ${name}，双方会收到通知`,
    (name: string) => `Settled for ${name}; both are told`,
  ],
  settledBy: [
    (who: string, to: string, when: string) => `${who} ${when}裁定：归 ${to}`,
    (who: string, to: string, when: string) => `${who} settled it ${when}: to ${to}`,
  ],
  someone: ['主管', 'A manager'],
})

/** The verdict of the rules as a sentence. */
export const verdictWords = defineWords({
  protected: [
    (one: string, until: string, other: string) => `${one}，保护到 ${until}；${other}时仍在保护期`,
    (one: string, until: string, other: string) =>
      `${one} and was protected until ${until}; ${other} within that time`,
  ],
  lapsed: [
    (one: string, until: string, other: string) => `${one}，保护到 ${until} 已过期；${other}`,
    (one: string, until: string, other: string) =>
      `${one}, but protection ended on ${until}; ${other} after that`,
  ],
  only: [(one: string) => `只有 ${one}`, (one: string) => `Only ${one}`],
  nobody: ['双方都没有算数的录入 → 由主管裁定', 'Neither has a registration that counts → a manager decides'],
  first_captured: [
    (name: string, at: string) => `${name} ${at} 先有效录入`,
    (name: string, at: string) => `${name} registered them first, on ${at},`,
  ],
  first_given: [
    (name: string, at: string) => `${name} ${at} 先分到`,
    (name: string, at: string) => `${name} was given them first, on ${at},`,
  ],
  other_captured: [
    (name: string, at: string) => `${name} ${at} 录入`,
    (name: string, at: string) => `${name} registered them on ${at},`,
  ],
  other_given: [
    (name: string, at: string) => `${name} ${at} 分到`,
    (name: string, at: string) => `${name} was given them on ${at},`,
  ],
  only_captured: [
    (name: string, at: string) => `${name} 有效录入过（${at}）`,
    (name: string, at: string) => `${name} has a registration that counts (${at})`,
  ],
  only_given: [
    (name: string, at: string) => `${name} 分到过（${at}）`,
    (name: string, at: string) => `${name} was given them (${at})`,
  ],
  to: [(name: string) => ` → 归 ${name}`, (name: string) => ` → to ${name}`],
  rules: [
    (version: number, terms: string) => `（按第 ${version} 版规则：${terms}）`,
    (version: number, terms: string) => ` (by version ${version} of the rules: ${terms})`,
  ],
  usual: [
    (terms: string) => `（按默认规则：${terms}）`,
    (terms: string) => ` (by the usual rules: ${terms})`,
  ],
  days: [(days: string) => `保护 ${days} 天`, (days: string) => `${days} days of protection`],
  renewed: ['，跟进后重新起算', ', begun anew by each follow-up'],
  fixed: ['，跟进不续期', ', not prolonged by follow-ups'],
  squatter: [
    (name: string, share: string) => `${name} 近 90 天录入的线索 ${share} 无效，录入不算数`,
    (name: string, share: string) =>
      `${share} of what ${name} registered in 90 days proved invalid, so their registrations do not count`,
  ],
})
