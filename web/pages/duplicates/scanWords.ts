import { defineWords } from '../../app/language.tsx'

/** What is said of a scan. */
export const scanWords = defineWords({
  region: ['扫描', 'Scan'],
  start: ['扫描全部线索', 'Scan all leads'],
  again: ['重新扫描', 'Scan again'],
  closedToo: ['也看已结束的', 'Closed leads too'],
  never: ['还没有扫描过', 'No scan yet'],
  about: [
    '扫描把全部线索两两比较，找出可能是同一个人的，排成队请你判断。它不改动任何线索：合并还是不合并，都由你说。',
    'A scan compares all leads with one another and lists those that may be one person. It changes nothing: what is merged is for you to say.',
  ],
  last: ['上次扫描', 'Last scan'],
  by: [(who: string) => `由 ${who}`, (who: string) => `by ${who}`],
  read: [(n: string) => `看了 ${n} 条线索`, (n: string) => `${n} leads read`],
  readClosed: [
    (n: string) => `看了 ${n} 条线索（含已结束）`,
    (n: string) => `${n} leads read, closed ones too`,
  ],
  found: [(n: string) => `找到 ${n} 对`, (n: string) => `${n} pairs found`],
  certain: [(n: string) => `${n} 对几乎肯定`, (n: string) => `${n} certain`],
  ask: [(n: string) => `${n} 对需要人看`, (n: string) => `${n} to be looked at`],
  clusters: [(n: string) => `归成 ${n} 组`, (n: string) => `${n} groups`],
  skipped: [
    (n: string) =>
      `有 ${n} 个值太常见（如总机、大公司名），共有它们的线索没有全部两两比较；靠其他内容仍可能找到。`,
    (n: string) =>
      n === '1'
        ? 'One value is too common (a switchboard, a large firm): not all who share it were compared by it. They may still be found by something else.'
        : `${n} values are too common (a switchboard, a large firm): not all who share one were compared by it. They may still be found by something else.`,
  ],
  cancelled: ['上次扫描被停下；已存的对都留着。', 'The last scan was stopped; the pairs it had stored stay.'],
  failed: [
    '上次扫描没有做完；已存的对都留着，请再扫一次。',
    'The last scan did not finish; the pairs it had stored stay. Start it again.',
  ],
  comes: ['找到的会排在这里', 'What is found will stand here'],
  running: ['正在扫描', 'Scanning'],
  stepRead: ['读取', 'Read'],
  stepBlock: ['找出可比的', 'Find what to compare'],
  stepLearn: ['学习', 'Learn'],
  stepWeigh: ['权衡', 'Weigh'],
  stepCluster: ['归组', 'Group'],
  stepStore: ['保存', 'Store'],
  ofRead: [
    (n: string, all: string) => `已读 ${n} / ${all} 条`,
    (n: string, all: string) => `${n} of ${all} leads read`,
  ],
  stored: [(n: string) => `已存 ${n} 对`, (n: string) => `${n} pairs stored`],
  stop: ['停下', 'Stop'],
  stopped: ['扫描已停下', 'The scan is stopped'],
  doneNow: [(n: string) => `扫描完成：找到 ${n} 对`, (n: string) => `The scan is done: ${n} pairs`],
})
