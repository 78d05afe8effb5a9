import { defineWords } from '../../app/language.tsx'

export const priorityWords = defineWords({
  title: ['重点线索', 'Priority leads'],
  about: [
    (waiting: number, overdue: number, unheld: number) =>
      waiting === 0
        ? '没有在等待的'
        : [`${waiting} 条等待跟进`, overdue ? `${overdue} 条超时` : '', unheld ? `${unheld} 条没人负责` : '']
            .filter(Boolean)
            .join(' · '),
    (waiting: number, overdue: number, unheld: number) =>
      waiting === 0
        ? 'None is waiting'
        : [`${waiting} waiting`, overdue ? `${overdue} overdue` : '', unheld ? `${unheld} with nobody` : '']
            .filter(Boolean)
            .join(' · '),
  ],
  shown: ['看什么', 'What to see'],
  list: ['等待跟进', 'Waiting'],
  report: ['按周统计', 'By week'],
  due: ['期限', 'Due'],
  value: ['预期价值', 'Expected value'],
  lead: ['线索', 'Lead'],
  holder: ['负责人', 'Holder'],
  source: ['来源', 'Source'],
  since: ['成为重点', 'Since'],
  phone: ['电话', 'Phone'],
  give: ['分配', 'Give'],
  giveOf: [(name: string) => `把 ${name} 分配给`, (name: string) => `Give ${name} to`],
  given: [
    (name: string, to: string) => `${name} 已分给 ${to}`,
    (name: string, to: string) => `${name} is with ${to} now`,
  ],
  call: [(name: string) => `拨打 ${name}`, (name: string) => `Call ${name}`],
  none: ['没有等待跟进的重点线索', 'No priority lead is waiting'],
  noneHint: [
    '预期价值高的线索会出现在这里，直到有人跟进。什么算重点、多久内要跟进，在设置的“价值”里定。',
    'Leads of high expected value appear here until somebody has followed them up. Settings → Value says which, and how soon.',
  ],
  toSettings: ['设置价值与重点', 'Set up value and priority'],
  weeks: [(n: number) => `近 ${n} 周`, (n: number) => `${n} weeks`],
  span: ['时间', 'Span'],
  export: ['导出 CSV', 'Export CSV'],
  week: ['周（周一起）', 'Week of'],
  team: ['团队', 'Team'],
  nobody: ['无人负责', 'Nobody'],
  began: ['重点线索', 'Priority leads'],
  inTime: ['按时跟进', 'In time'],
  late: ['超时', 'Late'],
  waiting: ['等待中', 'Waiting'],
  fell: ['已结束或不再重点', 'Closed or below'],
  median: ['首次响应中位', 'Median first response'],
  minutes: [(n: number) => `${n} 分`, (n: number) => `${n} min`],
  hours: [(h: number, m: number) => `${h} 小时 ${m} 分`, (h: number, m: number) => `${h} h ${m} min`],
  noReport: ['这段时间没有重点线索', 'No priority leads in this time'],
})
