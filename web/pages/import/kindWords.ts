import type { ImportKind } from '../../../contract/import.ts'
import { defineWords, useWords } from '../../app/language.tsx'
import type { Words } from '../../app/language.tsx'
import { fateWords, reportWords } from './fateWords.ts'
import { mapWords } from './mapWords.ts'
import { importWords } from './words.ts'

/** What is said otherwise of a file of customers. */
const ofCustomers = {
  fates: defineWords({
    new: ['新客户', 'New'],
    held: ['更新', 'Update'],
    invalid: ['用不了', 'Not usable'],
    newHint: ['会成为新客户', 'Become new customers'],
    heldLink: [
      '已有这些客户：文件里填了的内容会更新，空着的不动，电话和邮箱会合并',
      'You have these customers: what the file says replaces what was there, empty cells leave it, phones and e-mails join',
    ],
    invalidQuarantine: [
      '没有可以识别客户的内容，不会导入。现在就能在下面补。',
      'Nothing to know a customer by, so they are left out. You can mend them right here.',
    ],
    in_fileHint: [
      '和文件里前面的某一行是同一位客户，会并到那一位',
      'The same customer as an earlier row; they will be brought into that one',
    ],
    sameAsRow: [
      (row: number) => `与第 ${row} 行是同一位客户`,
      (row: number) => `The same customer as row ${row}`,
    ],
    runHint: [
      (news: string) => `会有 ${news} 位新客户。导入后仍可整批撤销。`,
      (news: string) => `${news} new customers will come of it. The whole import can still be undone.`,
    ],
  }),
  report: defineWords({
    created: ['新客户', 'New customers'],
    createdHint: ['再来咨询时会被认出', 'Recognised when they come again'],
    rejectedHint: [
      '没有可识别的内容或读不出，原因见报告',
      'Nothing to know them by, or unreadable; the report says why',
    ],
    gone: [
      '逐行明细已过保存期，客户本身都在。',
      'The rows were kept for a while and are gone; the customers are all there.',
    ],
    undoText: [
      '没有人动过的新客户会移除，更新过的会逐项恢复；之后有人修改过的会留下，并一一列出。撤销本身不能再撤销。',
      'New customers nobody touched are removed, updates are taken back field by field; what somebody changed since is left and listed. Undoing cannot itself be undone.',
    ],
    withdrawn: ['移除的客户', 'Customers removed'],
    unmerged: ['恢复的客户', 'Customers restored'],
    unmergedHint: ['恢复成导入前的样子', 'They are as before the import'],
    keptHint: ['之后有人修改过', 'Somebody changed them since'],
    lead: ['客户', 'Customer'],
  }),
  map: defineWords({
    sameFileHint: [
      (when: string) => `上次是 ${when}。再导一次不会产生重复客户，但会多一份报告。`,
      (when: string) => `That was ${when}. Importing it again makes nobody twice, only a second report.`,
    ],
    checkHint: ['只看结果，不写入客户', 'Shows what will happen; writes nothing'],
  }),
  pages: defineWords({
    about: [
      '把已成交的客户放进来：再来咨询时会被认出，不当成新线索分出去',
      'Bring in whoever has bought before: when they come again they are recognised, not dealt out as new',
    ],
    drop: ['把客户表格拖到这里', 'Drop a list of customers here'],
    dropPhone: ['导入客户表格', 'Import a list of customers'],
    none: ['还没有导入过客户', 'No customers were imported yet'],
    noneHint: [
      '从 CRM、ERP 或表格里导出的客户都可以：公司、信用代码、电话、负责人、首次和最近购买、累计消费。',
      'An export of a CRM, an ERP or a spreadsheet: company, credit code, phones, holder, first and last purchase, spend.',
    ],
    checkingNow: ['正在逐行预演，还没有写入任何客户', 'Going through the rows; no customer is written yet'],
    nothingWritten: [
      '没有写入任何客户，文件在这里保留着。',
      'No customer was written; the file is kept here.',
    ],
    writtenSoFar: [
      (n: string) => `已经写入的 ${n} 行都在；再导入一次不会重复。`,
      (n: string) => `The ${n} rows already written are there; importing again makes nobody twice.`,
    ],
  }),
}

const nothing = defineWords({})

const only = <T>(kind: ImportKind | undefined, table: T) => (kind === 'customers' ? table : nothing)

/** What will become of rows, in the words of what the file brings. */
export function useFateWords(kind: ImportKind | undefined): Words<typeof fateWords> {
  const own = useWords(only(kind, ofCustomers.fates))
  return { ...useWords(fateWords), ...own }
}

export function useReportWords(kind: ImportKind | undefined): Words<typeof reportWords> {
  const own = useWords(only(kind, ofCustomers.report))
  return { ...useWords(reportWords), ...own }
}

export function useMapWords(kind: ImportKind | undefined): Words<typeof mapWords> {
  const own = useWords(only(kind, ofCustomers.map))
  return { ...useWords(mapWords), ...own }
}

export function useImportWords(kind: ImportKind | undefined): Words<typeof importWords> {
  const own = useWords(only(kind, ofCustomers.pages))
  return { ...useWords(importWords), ...own }
}
