import { defineWords } from '../../app/language.tsx'

/** What will become of rows, and what became of them. */
export const fateWords = defineWords({
  new: ['新', 'New'],
  held: ['与已有重复', 'Already held'],
  invalid: ['缺失', 'Incomplete'],
  in_file: ['文件内重复', 'Twice in the file'],
  unreadable: ['读不出', 'Unreadable'],
  newHint: [
    '会成为新线索，按分配规则给到人或公海',
    'Become new leads and go to a rep or a pool by your rules',
  ],
  heldLink: [
    '这些人已有线索：记为再次咨询，负责人会收到通知',
    'These people have a lead: it counts as asking again, and the holder is told',
  ],
  heldAsk: [
    '这些人可能已有线索：先放隔离区，等人判断',
    'These people may have a lead: they wait in quarantine for a person to say',
  ],
  heldRefuse: ['这些人已有线索：按方案不导入', 'These people have a lead: your policy leaves them out'],
  heldFlag: [
    '这些人已有线索：照常新建，并标记撞单',
    'These people have a lead: a new one is made and flagged as a conflict',
  ],
  invalidQuarantine: [
    '不合格：进隔离区，补齐后再放行。现在就能在下面补。',
    'Not good enough: they wait in quarantine. You can mend them right here.',
  ],
  invalidRefuse: [
    '不合格：按方案不导入，只留记录。现在就能在下面补。',
    'Not good enough: your policy leaves them out. You can mend them right here.',
  ],
  in_fileHint: [
    '和文件里前面的某一行是同一个人，不会变成两条线索',
    'The same person as an earlier row; they will not become two leads',
  ],
  unreadableHint: [
    '这些行里有读不出的格子（乱码、公式错误），不会导入。改正那一格就能导入。',
    'A cell of these rows cannot be read (broken bytes, a formula error), so they are left out. Correct it to import them.',
  ],
  allHint: ['点一段看里面的行', 'Click a part to see its rows'],
  bar: ['预演结果', 'Preview'],
  rowsOf: [(fate: string) => `${fate}的行`, (fate: string) => `Rows: ${fate.toLowerCase()}`],
  row: ['行', 'Row'],
  cell: [
    (row: number, column: string) => `第 ${row} 行 ${column}`,
    (row: number, column: string) => `Row ${row}, ${column}`,
  ],
  sameAsRow: [(row: number) => `与第 ${row} 行是同一个人`, (row: number) => `The same person as row ${row}`],
  sameAsLead: ['已有这个人的线索', 'This person has a lead'],
  seeLead: ['看那条线索', 'See it'],
  fixed: [
    (fate: string) => `改好了，现在是：${fate}`,
    (fate: string) => `Mended; now: ${fate.toLowerCase()}`,
  ],
  changedTo: [(fate: string) => `现在是：${fate}`, (fate: string) => `Now: ${fate.toLowerCase()}`],
  saving: ['正在重新判定…', 'Judging again…'],
  noColumn: [
    (field: string) => `文件里没有“${field}”列：导入后在隔离区补，或回去对应一列`,
    (field: string) => `No column goes to ${field}: add it in quarantine later, or map a column`,
  ],
  theRow: [(row: number) => `第 ${row} 行`, (row: number) => `Row ${row}`],
  missing: [
    (fields: string) => `缺少${fields}，请补上`,
    (fields: string) => `Missing: ${fields.toLowerCase()}`,
  ],
  and: ['、', ', '],
  semicolon: ['；', '; '],
  moreRows: ['再看一些', 'Show more'],
  allCells: ['看整行', 'The whole row'],
  lessCells: ['收起', 'Show less'],
  noRows: ['这一类没有行', 'No rows of this kind'],
  keysHint: [
    'Enter 保存并到下一行，Tab 到下一格，Esc 还原',
    'Enter saves and goes down, Tab goes right, Esc restores',
  ],
  run: [(n: string) => `导入 ${n} 行`, (n: string) => `Import ${n} rows`],
  runNothing: ['没有可以导入的行', 'There is no row to import'],
  runHint: [
    (news: string) => `会有 ${news} 条新线索。导入后仍可整批撤销。`,
    (news: string) => `${news} new leads will come of it. The whole import can still be undone.`,
  ],
  remap: ['改列的对应', 'Change the columns'],
})

/** The report after an import, and undoing it. */
export const reportWords = defineWords({
  created: ['新建线索', 'New leads'],
  merged: ['并入已有线索', 'Joined a lead there was'],
  quarantined: ['进了隔离区', 'In quarantine'],
  duplicate: ['重复，未导入', 'Duplicate, left out'],
  rejected: ['未导入', 'Left out'],
  undecided: ['待判定', 'Undecided'],
  createdHint: ['已按规则分配', 'Assigned by your rules'],
  mergedHint: ['同一个人再次出现，负责人已收到通知', 'The same person again; the holder was told'],
  quarantinedHint: ['补齐后放行', 'Mend them to let them go'],
  duplicateHint: ['按查重方案没有导入', 'Left out by your matching policy'],
  rejectedHint: ['不合格或读不出，原因见报告', 'Incomplete or unreadable; the report says why'],
  undecidedHint: ['系统会自动再试', 'Tried again by themselves'],
  seeQuarantine: ['去隔离区', 'Open quarantine'],
  outcome: ['结果', 'Outcome'],
  took: [
    (rows: string, time: string) => `${rows} 行，用时 ${time}`,
    (rows: string, time: string) => `${rows} rows in ${time}`,
  ],
  seconds: [(n: string) => `${n} 秒`, (n: string) => `${n} s`],
  minutes: [(n: string) => `${n} 分钟`, (n: string) => `${n} min`],
  asForecast: ['与预演完全一致。', 'Exactly as previewed.'],
  differed: [
    (n: string) => `有 ${n} 行与预演不同：预演之后，有人先录入或改动了同样的人。报告里逐行标出。`,
    (n: string) =>
      `${n} rows came out otherwise than previewed: meanwhile somebody added or changed the same people. The report marks them.`,
  ],
  download: ['下载报告（CSV）', 'Download the report (CSV)'],
  gone: [
    '逐行明细已过保存期，线索本身都在。',
    'The rows were kept for a while and are gone; the leads are all there.',
  ],
  undo: ['撤销这次导入', 'Undo this import'],
  undoTitle: ['撤销整批导入？', 'Undo the whole import?'],
  undoText: [
    '还没有人动过的线索会撤回，并入已有线索的内容会逐项退回；已经有人跟进或修改过的会留下，并一一列出。撤销本身不能再撤销。',
    'Leads nobody touched are withdrawn, merges are taken back field by field; what somebody worked on since is left and listed. Undoing cannot itself be undone.',
  ],
  undoYes: ['撤销导入', 'Undo the import'],
  cancel: ['取消', 'Cancel'],
  undoneTitle: ['这次导入已撤销。', 'This import was undone.'],
  withdrawn: ['撤回的线索', 'Leads withdrawn'],
  withdrawnHint: ['不再出现在任何列表里', 'Gone from every list'],
  unmerged: ['退回的合并', 'Merges taken back'],
  unmergedHint: ['已有线索恢复成导入前的样子', 'The leads there were are as before'],
  kept: ['留下的', 'Left as they are'],
  keptHint: ['之后有人处理过', 'Somebody worked on them since'],
  keptTitle: ['留下的，以及为什么', 'What was left, and why'],
  row: ['行', 'Row'],
  lead: ['线索', 'Lead'],
  because: ['为什么留下', 'Why it stays'],
  nothingKept: ['这批导入带来的都退回了，没有留下什么。', 'All that this import brought was taken back.'],
  seeLead: ['看这条线索', 'See the lead'],
  moreRows: ['再看一些', 'Show more'],
  importAgain: ['再导入一个文件', 'Import another file'],
})
