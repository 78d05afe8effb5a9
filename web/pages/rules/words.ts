import { defineWords } from '../../app/language.tsx'

export const rulesWords = defineWords({
  title: ['分配规则', 'Assignment rules'],
  how: [
    '线索从上往下逐条问：第一条条件符合、又有人有空的规则接走它。',
    'A lead asks each line in turn: the first whose condition fits and that has somebody free takes it.',
  ],
  empty: ['还没有规则，线索都进兜底公海', 'No rules yet: every lead goes into the fallback pool'],
  emptyHint: [
    '先写一条：什么样的线索，给谁。例如“地区在 华东 → 轮流给 华东组”。',
    'Write the first: which leads, to whom. For example “Region is in East China → in turn to East team”.',
  ],
  firstRule: ['写第一条规则', 'Write the first rule'],
  fallback: ['兜底', 'Otherwise'],
  fallbackPool: ['都不符合时进哪个公海', 'The pool for what no rule takes'],
  count: [
    (count: string, share: string) => `${count} 条 · ${share}`,
    (count: string, share: string) => `${count} ${count === '1' ? 'lead' : 'leads'} · ${share}`,
  ],
  countsOf: [
    (total: string, days: number) => `右侧按过去 ${days} 天的 ${total} 条线索试算，含未发布的改动。`,
    (total: string, days: number) =>
      `The counts try this draft on the ${total} leads of the last ${days} days.`,
  ],
  counting: ['计算中…', 'Counting…'],
  notCounted: ['数不出来', 'Not counted'],
  give: ['给谁', 'To whom'],
  pickRep: ['选择销售', 'Choose a rep'],
  pickPool: ['选择公海', 'Choose a pool'],
  namePrompt: ['例如：华东轮流', 'For example: East in turn'],
  // ── publishing
  now: ['现在', 'Now'],
  after: ['发布后', 'Then'],
  effect: [
    (days: number, total: string) => `按过去 ${days} 天的 ${total} 条线索试算，各条规则会接走`,
    (days: number, total: string) => `Of the ${total} leads of the last ${days} days, each rule would take`,
  ],
  rehearse: ['排演', 'Rehearse'],
  fairness: ['公平', 'Fairness'],
  // ── trying a lead
  tryLead: ['试一条线索', 'Try a lead'],
  held: ['已有的线索', 'One that is held'],
  typed: ['现编一条', 'Made up'],
  searchHint: [
    '找一条线索，看它会走到哪条规则、为什么。什么都不会改动。',
    'Find a lead to see which rule takes it, and why. Nothing is changed.',
  ],
  tryIt: ['试一试', 'Try it'],
  source: ['来源', 'Source'],
  region: ['地区', 'Region'],
  wouldGo: ['会给', 'It would go to'],
  scored: [
    (score: number, grade: string) => `得分 ${score}${grade ? ` · ${grade}` : ''}`,
    (score: number, grade: string) => `Score ${score}${grade ? ` · ${grade}` : ''}`,
  ],
  withDraft: ['按草稿试，不是已发布的规则。', 'Tried with the draft, not with what is in force.'],
  fires: ['由它接走', 'Takes it'],
  inactive: ['已停用', 'Off'],
  conditionWhy: ['条件不符', 'Its condition does not fit'],
  wanted: [(wanted: string) => `不符合“${wanted}”`, (wanted: string) => `Not so: ${wanted}`],
  wantedHas: [
    (wanted: string, has: string) => `要求${wanted}，这条${has}`,
    (wanted: string, has: string) => `Wants: ${wanted}. Here: ${has}`,
  ],
  and: ['；', '; '],
  capacity: ['条件符合，但人都满了', 'Fits, but everybody is full'],
  mode: ['不属于现在的模式', 'Not for the mode in force'],
  unpointed: ['条件符合，但没有指向任何人', 'Fits, but points at nobody'],
  nobody: ['条件符合，但没有人在岗', 'Fits, but nobody is there'],
  earlier: ['条件也符合，但前面的规则已接走', 'Fits too, but an earlier rule took it'],
  noneFires: ['没有规则接走，进兜底公海', 'No rule takes it: it goes into the fallback pool'],
  path: ['逐条', 'Rule by rule'],
  candidates: ['候选人', 'Candidates'],
  turns: [(n: number) => `已轮到 ${n} 次`, (n: number) => (n === 1 ? '1 turn' : `${n} turns`)],
  holds: [(n: number) => `手上 ${n} 条`, (n: number) => `holds ${n}`],
  chosen: ['下一个', 'Next'],
  another: ['换一条', 'Another lead'],
})
