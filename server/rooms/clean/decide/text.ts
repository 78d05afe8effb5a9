/** The first wash of any cell: widths, spaces, invisible and control characters, and words that mean "nothing here". */

export const version = 1

/** Zero-width and direction marks, soft hyphen, BOM, and the C0/C1 controls (tab and line ends are spaces, see below). */
const invisible = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]|\u034F/g
const control = /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F]/g
const lineEnds = /\r\n?|[\u0085\u2028\u2029]/g
/** Text of these shapes comes out as it went in: the usual case, told apart in one pass. */
const cleanLine = /^[\x21-\x7E\u4E00-\u9FA5]*(?: [\x21-\x7E\u4E00-\u9FA5]+)*$/
const cleanProse = /^[\x21-\x7E\u3001-\u3011\u4E00-\u9FA5\uFF01-\uFF5E]*$/

/**
 * Whole cells that say there is nothing: form defaults, database exports, the ways people fill in a mandatory field. None
 * of them is anybody's name; "无锡" or "Null & Co" are not whole-cell matches and stay.
 */
const placeholders = new Set(
  (
    'select,请选择,请输入,请填写,无,没有,暂无,未知,未填,未填写,未提供,不详,不明,不知道,待定,待补充,空,空白,保密,匿名,' +
    'n/a,na,n.a.,nil,none,null,(null),undefined,nan,unknown,tbd,tba,not available,not provided,not applicable,' +
    '#n/a,#ref!,#value!,#name?,#null!,-,--,---,—,——,/,\\,//,.,..,...,…,*,**,***,?,??,???,_,__,无无,xxx,xx'
  ).split(','),
)

const LONGEST = Math.max(...[...placeholders].map((word) => word.length))
/** First characters: most cells are told apart by theirs. */
const beginnings = new Set(
  [...placeholders].flatMap((word) => [word.charCodeAt(0), word.toUpperCase().charCodeAt(0)]),
)

/** One line of text: NFKC (full width to half width), inner white space to one space. '' where nothing is left. */
export function tidy(raw: string): string {
  if (cleanLine.test(raw)) return raw
  const folded = raw.replace(lineEnds, ' ').replace(invisible, '').replace(control, '').normalize('NFKC')
  // NFKC writes some marks as space + accent, so the spaces go last
  return folded.replace(/\s+/g, ' ').trim()
}

/**
 * Prose (a need, a note) keeps its lines and its punctuation: folding widths there would turn every ，into a comma and ①
 * into 1. Lines lose their trailing spaces, three empty lines become one.
 */
export function prose(raw: string): string {
  if (cleanProse.test(raw)) return raw
  return raw
    .replace(lineEnds, '\n')
    .replace(invisible, '')
    .replace(control, '')
    .normalize('NFC')
    .replace(/[^\S\n]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** True for a cell that says "nothing": blank, or wholly one of the known placeholders. Wants tidied text. */
export function isBlank(text: string): boolean {
  if (text === '') return true
  return text.length <= LONGEST && beginnings.has(text.charCodeAt(0)) && placeholders.has(text.toLowerCase())
}

/** Tidied text, or null where the cell says nothing. */
export function readText(raw: string): string | null {
  const text = tidy(raw)
  return isBlank(text) ? null : text
}

/** Prose, or null where the cell says nothing. */
export function readProse(raw: string): string | null {
  const text = prose(raw)
  return isBlank(tidy(text)) ? null : text
}
