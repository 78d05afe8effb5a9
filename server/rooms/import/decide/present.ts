import type { z } from 'zod'
import { outcomes } from '../../../../contract/capture.ts'
import {
  customerOutcomes,
  type ImportJob,
  type ImportKind,
  type importRow,
} from '../../../../contract/import.ts'
import { refusalSentence } from '../../../../contract/refusals.ts'
import type { Lang } from '../../../../contract/shapes.ts'
import type { Counts, ImportView, RowView } from '../store.ts'
import { differs } from './fate.ts'
import { tellKept, type Told } from './told.ts'

const sum = (counts: Counts, names: readonly string[] = Object.keys(counts)) =>
  names.reduce((total, name) => total + (counts[name] ?? 0), 0)

const ends = [...new Set<string>([...outcomes, ...customerOutcomes])]

/** An import as its reader is shown it. */
export function presentImport(held: ImportView, lang: Lang): ImportJob {
  const { creator, createdBy, counts, problem, mapping, state } = held
  const { withdrawn = 0, unmerged = 0, kept = 0, taken = 0, ...decided } = counts
  const undoing = state === 'undoing' || state === 'undone'
  return {
    ...held,
    mapping: mapping.map((column) => ({ ...column })),
    understood: { ...held.understood },
    rowsDone: undoing ? taken : state === 'checking' ? sum(held.forecast) : sum(decided, ends),
    forecast: { ...held.forecast },
    counts: decided,
    undone: undoing ? { withdrawn, unmerged, kept } : null,
    problem: problem && {
      code: problem.code,
      message: refusalSentence(problem.code, problem.params, lang),
    },
    createdBy: { id: createdBy, name: creator ?? (lang === 'zh' ? '命令行' : 'Command line') },
  }
}

const inLang = (lang: Lang, reasons: readonly Told[] | null) =>
  (reasons ?? []).map(({ code, field, message, hint }) => ({
    code,
    ...(field ? { field } : {}),
    ...(hint ? { hint } : {}),
    // What could not be decided yet is journalled with a code alone.
    message:
      message?.[lang] ?? (lang === 'zh' ? '暂时无法判定，会自动重试' : 'Not decided yet; it is tried again'),
  }))

/** Why a row came out as it did: what was said when it was decided, before that what is expected. */
function reasonsOf({ status, reasons, outcomeReasons, fate }: RowView): readonly Told[] | null {
  const unread = fate === 'unreadable' || status === null
  return unread ? reasons : outcomeReasons
}

/** A row as its reader is shown it. */
export function presentRow(row: RowView, lang: Lang): z.output<typeof importRow> {
  const { rowNo, cells, fate, twinRow, twinLeadId, status, leadId, kept } = row
  const customerId = row.customerId ?? row.twinCustomerId
  return {
    rowNo,
    cells: [...cells],
    fate,
    reasons: inLang(lang, reasonsOf(row)),
    suggestions: (row.meant ?? []).map((each) => ({
      ...each,
      patch: { ...each.patch },
      message: each.message[lang],
    })),
    twinRow,
    twinLeadId,
    customerId,
    status,
    leadId,
    differed: status !== null && differs(fate, status, row.outcomeReasons ?? []),
    kept: kept === null ? null : inLang(lang, [tellKept(kept)])[0]!,
  }
}

const words: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  new: { zh: '新线索', en: 'new' },
  held: { zh: '与已有线索重复', en: 'held already' },
  in_file: { zh: '与文件内前面的行重复', en: 'repeats an earlier row' },
  invalid: { zh: '不完整', en: 'incomplete' },
  unreadable: { zh: '无法读取', en: 'unreadable' },
  created: { zh: '已新建', en: 'created' },
  updated: { zh: '已更新', en: 'updated' },
  unchanged: { zh: '无变化', en: 'unchanged' },
  merged: { zh: '已并入', en: 'merged' },
  duplicate: { zh: '重复', en: 'duplicate' },
  quarantined: { zh: '已隔离', en: 'quarantined' },
  rejected: { zh: '未接收', en: 'rejected' },
  undecided: { zh: '待判定', en: 'undecided' },
}

/** Of customers some fates mean something else. */
const customerWords: typeof words = {
  new: { zh: '新客户', en: 'new' },
  held: { zh: '更新已有客户', en: 'updates a customer' },
  invalid: { zh: '无法使用', en: 'not usable' },
}

const reportColumns: Readonly<Record<Lang, readonly string[]>> = {
  zh: ['行号', '预测', '结果', '与预测不同', '原因', '重复于行', '线索', '撤销时保留'],
  en: ['Row', 'Forecast', 'Outcome', 'Differed', 'Reasons', 'Repeats row', 'Lead', 'Kept when undone'],
}
const customer: Readonly<Record<Lang, string>> = { zh: '客户', en: 'Customer' }

interface Shown {
  readonly kind: ImportKind
  readonly lang: Lang
}

/** The report's columns: what is said of each row, then the file's own. */
export function reportHeader(columns: readonly string[], { kind, lang }: Shown): string[] {
  const own = reportColumns[lang].map((name, i) => (kind === 'customers' && i === 6 ? customer[lang] : name))
  return [...own, ...columns]
}

/** A line of the report. */
export function reportLine(row: RowView, { kind, lang }: Shown): string[] {
  const said = kind === 'customers' ? { ...words, ...customerWords } : words
  const shown = presentRow(row, lang)
  const yes = lang === 'zh' ? '是' : 'yes'
  return [
    String(shown.rowNo),
    said[shown.fate]?.[lang] ?? shown.fate,
    shown.status === null ? '' : (said[shown.status]?.[lang] ?? shown.status),
    shown.differed ? yes : '',
    shown.reasons.map(({ message }) => message).join(lang === 'zh' ? '；' : '; '),
    shown.twinRow === null ? '' : String(shown.twinRow),
    shown.leadId ?? shown.customerId ?? '',
    shown.kept?.message ?? '',
    ...shown.cells,
  ]
}
