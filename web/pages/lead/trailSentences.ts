import { defineWords } from '../../app/language.tsx'
import type { Filling } from './filling.ts'
import { makeUpSentences } from './makeup/sentences.ts'

/** One sentence for each kind of thing that happens to a lead, and for its variants. */
export const trailSentences = defineWords({
  captured: [
    ({ source, door }: Filling) => `从${source}到达（${door}）`,
    ({ source, door }: Filling) => `Arrived from ${source} (${door})`,
  ],
  typed: [
    ({ who }: Filling) => `${who}录入，由本人负责`,
    ({ who }: Filling) => `${who} typed it in and holds it`,
  ],
  assigned: [
    ({ rule, to }: Filling) => `按规则“${rule}”分给${to}`,
    ({ rule, to }: Filling) => `Given to ${to} by the rule "${rule}"`,
  ],
  assignedByRule: [
    ({ to }: Filling) => `按分配规则分给${to}`,
    ({ to }: Filling) => `Given to ${to} by a rule`,
  ],
  leftWaiting: [
    ({ rule }: Filling) => `按规则“${rule}”等待分配`,
    ({ rule }: Filling) => `It waits, by the rule "${rule}"`,
  ],
  assignedAsCustomer: [
    ({ to, value }: Filling) => `老客户${value ? `（${value}）` : ''}，交给其负责人${to}`,
    ({ to, value }: Filling) => `A known customer${value ? ` (${value})` : ''}: given to ${to}, who has them`,
  ],
  assignedByHand: [
    ({ who, to }: Filling) => `${who}分给${to}`,
    ({ who, to }: Filling) => `${who} gave it to ${to}`,
  ],
  dealtBest: [
    ({ who, to }: Filling) => `${who}按“择优”分给${to}`,
    ({ who, to }: Filling) => `${who} dealt it best to best: to ${to}`,
  ],
  movedBack: [
    ({ who, to }: Filling) => `${who}撤销了转移，回到${to}`,
    ({ who, to }: Filling) => `${who} took a move back: it is with ${to} again`,
  ],
  dealtAgain: [
    ({ to }: Filling) => `逾期没有跟进，按规则重新分给${to}`,
    ({ to }: Filling) => `Not followed up in time, so it was dealt again: to ${to}`,
  ],
  movedByHand: [
    ({ who, from, to }: Filling) => `${who}把它从${from}转给${to}`,
    ({ who, from, to }: Filling) => `${who} moved it from ${from} to ${to}`,
  ],
  dealtByMoveAndRule: [
    ({ who, from, rule, to }: Filling) => `${who}把它从${from}转出，按规则“${rule}”分给${to}`,
    ({ who, from, rule, to }: Filling) =>
      `${who} took it from ${from} for the rules to deal: given to ${to} by "${rule}"`,
  ],
  dealtByMove: [
    ({ who, from, to }: Filling) => `${who}把它从${from}转出，按规则重新分给${to}`,
    ({ who, from, to }: Filling) => `${who} took it from ${from} for the rules to deal: given to ${to}`,
  ],
  fallback: [
    ({ to }: Filling) => `没有规则接住它，落入${to}`,
    ({ to }: Filling) => `No rule took it, so it went to ${to}`,
  ],
  unassigned: ['还没有分配规则，等待分配', 'There are no assignment rules yet; it waits'],
  letGo: [
    ({ who, to }: Filling) => `${who}从隔离区放行，分给${to}`,
    ({ who, to }: Filling) => `${who} let it out of quarantine; given to ${to}`,
  ],
  quarantined: ['信息不全，放进隔离区', 'Something is missing, so it was put into quarantine'],
  quarantinedByCompliance: [
    '合规条件未满足，放进隔离区',
    'Compliance does not let it be routed yet, so it was put into quarantine',
  ],
  consentGranted: [
    ({ who, value }: Filling) => `${who}记录了同意：${value}`,
    ({ who, value }: Filling) => `${who} recorded consent: ${value}`,
  ],
  consentWithdrawn: [
    ({ who, value }: Filling) => `同意已撤回：${value}（${who}记录）`,
    ({ who, value }: Filling) => `Consent withdrawn: ${value} (recorded by ${who})`,
  ],
  approved: [
    ({ who }: Filling) => `${who}批准了它的合规事项`,
    ({ who }: Filling) => `${who} approved it for compliance`,
  ],
  reenquired: [
    ({ source, door }: Filling) => `同一个人从${source}再次咨询（${door}）`,
    ({ source, door }: Filling) => `The same person asked again from ${source} (${door})`,
  ],
  linked: [
    () => '扫描认为与另一条线索很可能是同一个人，已关联',
    () => 'A scan found it very likely the same person as another lead, and linked the two',
  ],
  tried: [
    ({ source, door }: Filling) => `有人又从${source}录入这个人（${door}），已按方案拒收`,
    ({ source, door }: Filling) =>
      `The same person was brought once more from ${source} (${door}); refused by policy`,
  ],
  customer_same: [
    ({ who }: Filling) => `${who}确认：这是一位老客户的线索`,
    ({ who }: Filling) => `${who} said that this is a known customer’s`,
  ],
  customer_different: [
    ({ who }: Filling) => `${who}确认：不是规则问的那位老客户`,
    ({ who }: Filling) => `${who} said that this is not the known customer a rule asked about`,
  ],
  customer_asked: [
    ({ who }: Filling) => `${who}把“是不是老客户”放回待判断`,
    ({ who }: Filling) => `${who} opened the question again whether this is a known customer’s`,
  ],
  disputed: [
    ({ who }: Filling) => `${who}提出撞单争议`,
    ({ who }: Filling) => `${who} disputes whose this is`,
  ],
  dispute_settled: [
    ({ who }: Filling) => `${who}裁定了撞单争议`,
    ({ who }: Filling) => `${who} settled the dispute`,
  ],
  ...makeUpSentences,
  erased: [
    ({ who }: Filling) => `${who}永久删除了此人的资料`,
    ({ who }: Filling) => `${who} erased this person for good`,
  ],
  claimed: [
    ({ who }: Filling) => `${who}从公海领取`,
    ({ who }: Filling) => `${who} claimed it from the pool`,
  ],
  released: [
    ({ who, to }: Filling) => `${who}退回${to}`,
    ({ who, to }: Filling) => `${who} released it to ${to}`,
  ],
  rostered: [
    ({ from, to, value }: Filling) => `按${value}的排班，从${from}转给${to}`,
    ({ from, to, value }: Filling) => `By the roster of ${value}: from ${from} to ${to}`,
  ],
  areaHanded: [
    ({ from, to, value }: Filling) => `片区“${value}”移交，由${from}转给${to}`,
    ({ from, to, value }: Filling) => `${value} was handed over: from ${from} to ${to}`,
  ],
  recycled: [
    ({ from, to }: Filling) => `${from}没有按期跟进，回收到${to}`,
    ({ from, to }: Filling) => `${from} did not follow up in time; recycled to ${to}`,
  ],
  setAside: [
    ({ value }: Filling) => `不符合客户画像（${value}），搁置`,
    ({ value }: Filling) => `Ruled out by the ideal customer profile (${value}); set aside`,
  ],
  setAsideByHand: [
    ({ who, value }: Filling) => `${who}搁置：${value}`,
    ({ who, value }: Filling) => `${who} set it aside: ${value}`,
  ],
  takenBack: [
    ({ who, to }: Filling) => `${who}取消搁置，交还${to}`,
    ({ who, to }: Filling) => `${who} took it back; with ${to} again`,
  ],
  cameBackByTime: [
    ({ value, to }: Filling) => `到时间了，“${value}”不再成立：回来了，交给${to}`,
    ({ value, to }: Filling) => `Came back: with time “${value}” is no longer so; given to ${to}`,
  ],
  cameBackByProfile: [
    ({ value, to }: Filling) => `客户画像改了，“${value}”不再排除它：回来了，交给${to}`,
    ({ value, to }: Filling) =>
      `Came back: the profile no longer rules it out for “${value}”; given to ${to}`,
  ],
  cameBack: [
    ({ value, to }: Filling) => `资料变了，“${value}”不再成立：回来了，交给${to}`,
    ({ value, to }: Filling) => `Came back: by what is known now “${value}” is not so; given to ${to}`,
  ],
  edited: [
    ({ who, fields }: Filling) => `${who}修改了${fields}`,
    ({ who, fields }: Filling) => `${who} changed ${fields}`,
  ],
  tagged: [({ who, value }: Filling) => `${who}${value}`, ({ who, value }: Filling) => `${who} ${value}`],
  tagAdded: [({ value }: Filling) => `加了标签 ${value}`, ({ value }: Filling) => `added ${value}`],
  tagRemoved: [({ value }: Filling) => `移除了标签 ${value}`, ({ value }: Filling) => `removed ${value}`],
  stage_changed: [
    ({ who, from, value }: Filling) => `${who}把阶段从${from}改为${value}`,
    ({ who, from, value }: Filling) => `${who} moved it from ${from} to ${value}`,
  ],
  followed_up: [
    ({ who, value }: Filling) => `${who} · ${value}`,
    ({ who, value }: Filling) => `${who} · ${value}`,
  ],
  closed: [({ value }: Filling) => `结束：${value}`, ({ value }: Filling) => `Closed: ${value}`],
  merged: [
    ({ who, count }: Filling) => `${who}把 ${count} 条重复线索并入这条`,
    ({ who, count }: Filling) =>
      `${who} merged ${count} other ${count === '1' ? 'lead' : 'leads'} into this one`,
  ],
  merged_into: [
    ({ who }: Filling) => `${who}把它并入另一条线索`,
    ({ who }: Filling) => `${who} merged it into another lead`,
  ],
  merge_assigned: [
    ({ to }: Filling) => `合并后由${to}负责`,
    ({ to }: Filling) => `Held by ${to} since the merge`,
  ],
  merge_undone: [({ who }: Filling) => `${who}撤销了合并`, ({ who }: Filling) => `${who} undid the merge`],
  reopened: [({ who }: Filling) => `${who}重新打开`, ({ who }: Filling) => `${who} reopened it`],
  shared: [
    ({ who, value }: Filling) => `${who}把协作人改为${value}`,
    ({ who, value }: Filling) => `${who} set who shares it: ${value}`,
  ],
  withdrawn: [
    ({ who }: Filling) => `${who}撤销了带它进来的导入`,
    ({ who }: Filling) => `${who} undid the import it came with`,
  ],
  unmerged: [({ who }: Filling) => `${who}把合并拆开`, ({ who }: Filling) => `${who} took the merge apart`],
  scored: [({ value }: Filling) => `重新评分为 ${value}`, ({ value }: Filling) => `Scored again: ${value}`],
  score_remarked: [
    ({ who, value }: Filling) => `${who}认为评分${value}`,
    ({ who, value }: Filling) => `${who} finds the score ${value}`,
  ],
  score_remark_withdrawn: [
    ({ who }: Filling) => `${who}撤回了对评分的意见`,
    ({ who }: Filling) => `${who} withdrew what they said of the score`,
  ],
  score_overridden: [
    ({ who, value }: Filling) => `${who}手动把等级改为 ${value}`,
    ({ who, value }: Filling) => `${who} set the grade by hand: ${value}`,
  ],
  score_override_undone: [
    ({ who, value }: Filling) => `${who}撤销了手动改的等级，现为 ${value}`,
    ({ who, value }: Filling) => `${who} took back the grade set by hand; it is ${value} now`,
  ],
  verifying: ['等人核实后再分配', 'It waits for a person to confirm it'],
  verified: [
    ({ who, fields, value }: Filling) => `${who}核实${fields}：${value}`,
    ({ who, fields, value }: Filling) => `${who} verified ${fields.toLowerCase()}: ${value}`,
  ],
  unreached: [
    ({ who }: Filling) => `${who}核实时未接通，稍后再试`,
    ({ who }: Filling) => `${who} reached nobody; to be tried again`,
  ],
  confirmedOn: [
    ({ who, to }: Filling) => `${who}核实完成，分给${to}`,
    ({ who, to }: Filling) => `${who} confirmed it; given to ${to}`,
  ],
  referred: [
    ({ who, value }: Filling) => `${who}写明有转介绍人${value}`,
    ({ who, value }: Filling) => `Said to be referred by${value || ' somebody'}, from ${who}`,
  ],
  referral_counts: [
    ({ value }: Filling) => `转介绍改为算${value || '另一位'}的`,
    ({ value }: Filling) => `The referral counts for${value || ' another'} now`,
  ],
  referral_judged: [
    ({ who, value }: Filling) => `${who}把转介绍改为：${value}`,
    ({ who, value }: Filling) => `${who} set the referral to: ${value}`,
  ],
  referral_cleared: [
    ({ who, value }: Filling) => `${who}看过转介绍的疑点：${value}`,
    ({ who, value }: Filling) => `${who} looked at what was odd about the referral: ${value}`,
  ],
  reward_moved: [
    ({ who, value }: Filling) => `转介绍奖励：${value}（${who}）`,
    ({ who, value }: Filling) => `Reward for the referral: ${value} (${who})`,
  ],
  other: [({ who, value }: Filling) => `${who} · ${value}`, ({ who, value }: Filling) => `${who} · ${value}`],
})
