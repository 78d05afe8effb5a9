import { defineWords } from '../../../app/language.tsx'

export const mergeRuleWords = defineWords({
  intro: [
    '合并重复线索时，保留哪一条、每个字段留谁的值。这里定的是建议，合并时可以逐项改；合并后随时可以撤销，全部还原。',
    'Which of several doubles goes on, and whose value of each field stays. These are proposals: whoever merges may choose otherwise, and a merge can be undone at any later time, whole.',
  ],
  survivor: ['保留哪一条', 'Which one goes on'],
  survivorHint: [
    '从上到下依次比较，分出先后为止。已转化的总是保留。',
    'Asked from top to bottom until one is ahead. A converted one always goes on.',
  ],
  open: ['进行中的先于已结束的', 'Open before closed'],
  held: ['销售负责的先于公海里的', 'Held by a rep before lying in a pool'],
  older: ['先到的先于后到的', 'Who came first before who came later'],
  fields: ['每个字段留谁的值', 'Whose value of a field stays'],
  fieldsHint: [
    '依次比较，前一项分不出时看下一项；都分不出，留保留那条自己的。标签总是合在一起。',
    'Asked in turn, the next where one cannot tell; where none can, the one that goes on keeps its own. Tags are always put together.',
  ],
  criteria: [(field: string) => `${field}：依次看什么`, (field: string) => `${field}: asked in turn`],
  addField: ['为一个字段单独设定', 'Set a field apart'],
  removeField: [(field: string) => `${field} 随其他字段`, (field: string) => `${field} as all others`],
  others: ['其他字段', 'All other fields'],
  touch: ['访问轨迹', 'Visit'],
  verified: ['核实过', 'Verified'],
  recent: ['最近更新', 'Newest'],
  first: ['最早', 'Earliest'],
  longest: ['最完整', 'Fullest'],
  source: ['来源更可信', 'Trusted source'],
  sources: ['来源可信度', 'Sources by trust'],
  sourcesHint: [
    '按选择的先后，越靠前越可信；没选的排在最后。只在字段用到“来源更可信”时起作用。',
    'The first chosen is trusted most, what is not chosen least. It matters where a field asks for the trusted source.',
  ],
  share: ['原负责人', 'Former holders'],
  shareLabel: [
    '被并入线索的负责人成为协作人，继续可见合并后的线索',
    'Whoever held a lead that was merged in shares the one that goes on',
  ],
  example: ['举个例子', 'An example'],
  exampleText: [
    '张明 3 月 1 日从官网来，由王芳负责，电话 138…01，公司写“仁科”；3 月 9 日又从展会来，由赵磊负责，电话 138…02，公司写“北京仁科互动网络技术有限公司”，有邮箱。合并：两条都在跟进、都有销售，先到的归先，保留 3 月 1 日的，仍由王芳负责；电话都没核实过，留较新的 138…02；公司留写得全的；邮箱补上；两边的跟进、标签、到达都在一条时间线里；赵磊收到通知，作为协作人继续可见。以后谁再用 138…01 来，认出来的还是这一条。三周后发现是同名的两个人：撤销，两条各归各，王芳和赵磊各自拿回；其间王芳改过的职位会单独问一句，是保留还是恢复。',
    'Zhang Ming comes from the website on 1 March: Wang Fang holds the lead, phone 138…01, company "Renke". On 9 March he comes again from a fair: Zhao Lei holds that one, phone 138…02, the company in full, and an e-mail. Merged: both are open and held, so who came first goes on, with Wang Fang. Neither phone is verified, so the newer 138…02 stays; so does the fuller company; the e-mail is filled in; follow-ups, tags and arrivals of both stand in one timeline; Zhao Lei hears of it and still sees the lead. Whoever comes again by 138…01 is this one lead. Three weeks later they prove to be two men of one name: undone, there are two leads again, each with its own rep; of the title that Wang Fang changed meanwhile it asks whether to keep or restore it.',
  ],
})
