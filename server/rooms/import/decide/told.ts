import { refusalSentence } from '../../../../contract/refusals.ts'
import type { Row, RowNote, RowProblem } from './row.ts'

/** Something said of a row: a code, the column it is about, and the sentence in both languages. */
export interface Told {
  readonly code: string
  readonly field?: string
  readonly message: { readonly zh: string; readonly en: string }
  /** Worth a look, and no reason against the row. */
  readonly hint?: true
}

/** What might be meant by a row that is not good enough, with what its cells would be. */
export interface Meant {
  readonly field: string
  readonly value: string
  readonly confidence: number
  readonly pattern: string
  readonly message: Told['message']
  /** Field → text. */
  readonly patch: Readonly<Record<string, string>>
}

type Words = readonly [zh: string, en: string]

/** What is odd about a row that is taken all the same. {what} is a number or a column's name. */
const oddities: Readonly<Record<RowNote['code'], Words>> = {
  cells_extra: [
    '比表头多出 {what} 格，请核对是否错位',
    '{what} more cells than the header has; check that nothing is shifted',
  ],
  cells_missing: ['比表头少 {what} 格，按空白处理', '{what} fewer cells than the header has; taken as empty'],
  formula: ['“{what}”像是公式，按文字保存', '"{what}" looks like a formula; kept as text'],
  line_unquoted: ['整行被引号括起，已按一行拆开', 'The whole line stood in quotes; it was read as a line'],
  stray_quote: ['有不成对的引号，按原样保留', 'A quote stands alone; kept as it is'],
}

/** Why a row cannot be read, where the column concerned is used at all; undefined when the row is good. */
export function tellProblem(problem: RowProblem | undefined, columns: readonly string[]): Told | undefined {
  if (!problem) return undefined
  const { code, params, column } = problem
  const message = { zh: refusalSentence(code, params, 'zh'), en: refusalSentence(code, params, 'en') }
  return { code, ...(columns[column] === undefined ? {} : { field: columns[column] }), message }
}

/** What is odd about a row, once each. */
export function tellNotes({ notes = [] }: Pick<Row, 'notes'>, columns: readonly string[]): Told[] {
  const seen = new Set<string>()
  return notes.flatMap((note) => {
    if (seen.has(note.code)) return []
    seen.add(note.code)
    const column = 'column' in note ? columns[note.column] : undefined
    const what = 'count' in note ? String(note.count) : (column ?? '')
    const [zh, en] = oddities[note.code].map((words) => words.replace('{what}', what)) as [string, string]
    return [{ code: `import.${note.code}`, ...(column ? { field: column } : {}), message: { zh, en } }]
  })
}

/** Why undoing an import left what a row brought as it is, by the kind of what happened since. */
const keptWords: Readonly<Record<string, Words>> = {
  followed_up: ['之后已被跟进', 'It was followed up since'],
  merged: ['之后已与其他线索合并', 'It was merged with another lead since'],
  edited: ['之后已被修改', 'It was edited since'],
  claimed: ['之后已被领取', 'It was claimed since'],
  released: ['之后已被退回公海', 'It was given back to the pool since'],
  assigned: ['之后已重新分配', 'It was given to somebody since'],
  stage_changed: ['之后阶段已变更', 'Its stage changed since'],
  reenquired: ['之后本人再次咨询', 'The person enquired again since'],
  closed: ['之后已结束', 'It was closed since'],
  tagged: ['之后已加标签', 'It was tagged since'],
  shared: ['之后已共享给他人', 'It was shared since'],
}
const otherwise: Words = ['之后已有人处理', 'Somebody worked on it since']

/** The sentence for why something was kept. */
export function tellKept(kind: string): Told {
  const [zh, en] = keptWords[kind] ?? otherwise
  return { code: `import.kept_${kind}`, message: { zh, en } }
}
