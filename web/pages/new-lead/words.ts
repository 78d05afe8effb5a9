import { defineWords } from '../../app/language.tsx'

export const newWords = defineWords({
  title: ['新线索', 'New lead'],
  one: ['录一条', 'One lead'],
  paste: ['粘贴表格', 'Paste rows'],
  source: ['来源', 'Source'],
  moreFields: ['更多字段', 'More fields'],
  fewerFields: ['收起', 'Fewer fields'],
  save: ['保存', 'Save'],
  saveMore: ['保存并再录一条', 'Save and add another'],
  keepAnyway: ['仍然保存到隔离区', 'Keep it in quarantine anyway'],
  asked: [
    (n: number) => `还差 ${n} 处，已在下面标出`,
    (n: number) =>
      n === 1 ? 'One more thing is needed, marked below' : `${n} more things are needed, marked below`,
  ],
  askedHint: [
    '补上后再保存；手上没有，可以先放进隔离区。',
    'Fill it in and save again; if you do not have it, keep the lead in quarantine for now.',
  ],
  created: [
    (name: string, grade: string) => `${name} 已保存${grade}`,
    (name: string, grade: string) => `${name} saved${grade}`,
  ],
  quarantined: [
    (name: string) => `${name} 已放进隔离区，补全后可放行`,
    (name: string) => `${name} is in quarantine until completed`,
  ],
  undecided: ['已收下，稍后自动处理', 'Taken in; it will be decided shortly'],
  nameless: ['这条线索', 'The lead'],
  graded: [
    (grade: string, score: number) => `，${grade} ${score} 分`,
    (grade: string, score: number) => `, ${grade} ${score}`,
  ],
  open: ['打开', 'Open'],
  merged: [
    (holder: string) => `这个人已经在系统里，由 ${holder} 负责；已记为再次咨询并通知对方`,
    (holder: string) =>
      `This person is known already, held by ${holder}; it was noted as another enquiry and they were told`,
  ],
  duplicate: [
    (holder: string) => `这个人已经在系统里，由 ${holder} 负责，没有重复保存`,
    (holder: string) => `This person is known already, held by ${holder}; nothing was saved twice`,
  ],
  knownRow: ['已有', 'Known'],
  pickSource: ['先选来源', 'Pick the source first'],
  semicolon: ['；', '; '],
  someone: ['同事', 'a colleague'],
  free: ['没有撞单，可以跟进', 'Nobody has this customer; go ahead'],
  taken: ['已经有人在跟', 'somebody is at work on it'],
  freeInPool: ['在公海，可以领取', 'in a pool, to be claimed'],
  freeOver: ['以前的已结束，可以跟进', 'the former one is over; go ahead'],
  comma: ['，', ', '],
  pasteHint: [
    '在 Excel、WPS 或飞书表格里选中要录入的行（带表头更好），复制，然后在这里粘贴。一次最多 200 行。',
    'Select the rows in Excel, WPS or a web sheet (with their header if there is one), copy, and paste them here. At most 200 rows at once.',
  ],
  pasteArea: ['在这里粘贴', 'Paste here'],
  pasteOver: [
    (n: number) => `共 ${n} 行，只取前 200 行；更多请用导入`,
    (n: number) => `${n} rows; the first 200 are taken. Use import for more`,
  ],
  toImport: ['去导入', 'To import'],
  column: [(n: number) => `第 ${n} 列是`, (n: number) => `Column ${n} is`],
  leaveOut: ['不导入', 'Leave out'],
  saveRows: [(n: number) => `保存 ${n} 条`, (n: number) => (n === 1 ? 'Save 1 lead' : `Save ${n} leads`)],
  startOver: ['重新粘贴', 'Start over'],
  result: ['结果', 'Result'],
  cell: [
    (column: string, row: number) => `第 ${row} 行，${column}`,
    (column: string, row: number) => `Row ${row}, ${column}`,
  ],
  dropRow: [(row: number) => `去掉第 ${row} 行`, (row: number) => `Drop row ${row}`],
  rowCreated: ['已保存', 'Saved'],
  rowMerged: [(holder: string) => `已有，${holder} 负责`, (holder: string) => `Known, held by ${holder}`],
  rowQuarantined: ['已放进隔离区', 'In quarantine'],
  rowsDone: [
    (saved: number, known: number, missing: number) =>
      `${saved} 条已保存，${known} 条已有，${missing} 条还差信息`,
    (saved: number, known: number, missing: number) =>
      `${saved} saved, ${known} known already, ${missing} still lack something`,
  ],
  rowsKeep: [
    (n: number) => `把 ${n} 条不全的放进隔离区`,
    (n: number) => `Keep the ${n} incomplete in quarantine`,
  ],
  seeList: ['看我的线索', 'See my leads'],
})
