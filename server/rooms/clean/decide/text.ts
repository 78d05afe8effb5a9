/** The first wash of any cell: widths, spaces, invisible and control characters, and what exports leave behind. */
import { type CellKind, isBlank } from './placeholders.ts'

export const version = 3

/**
 * Zero-width and direction marks, soft hyphen, BOM, variation selectors and tags, fillers that only look empty (Hangul,
 * Braille), and the C0/C1 controls (tab and line ends are spaces, see below).
 */
const invisible =
  /[\u00AD\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2069\u2800\u3164\uFEFF\uFFA0\uFFF9-\uFFFB]|\u034F|[\u180B-\u180D]|[\uFE00-\uFE0F]|[\u{E0000}-\u{E01EF}]/gu
const control = /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F]/g
const lineEnds = /\r\n?|[\u0085\u2028\u2029]/g
/** Text of these shapes comes out as it went in: the usual case, told apart in one pass. */
const cleanLine = /^[\x21-\x25\x27-\x7E\u4E00-\u9FA5]*(?: [\x21-\x25\x27-\x7E\u4E00-\u9FA5]+)*$/
const cleanProse = /^[\x21-\x25\x27-\x3B\x3D-\x7E\u3001-\u3011\u4E00-\u9FA5\uFF01-\uFF5E]*$/

/** Marks that web pages and their exports write out: A&amp;B, also written out twice. */
const entity = /&(?:amp;)*(amp|lt|gt|quot|apos|nbsp|#0?39|#34|#160);/gi
const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
  '#039': "'",
  '#34': '"',
}

/** Radicals that PDFs put where characters belong (⻓沙, ⻢云), and that NFKC leaves alone. */
const radical = /[\u2E80-\u2EFF]/g
const radicals = new Map(
  Array.from(
    '⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟'.matchAll(
      /../gu,
    ),
    ([pair]) => [pair.charAt(0), pair.charAt(1)],
  ),
)

/** All that has to go before widths are folded, and marks of web pages: without any of them a text only wants folding. */
const special =
  /[\u0000-\u001F&\u007F-\u009F\u00AD\u061C\u115F\u1160\u17B4\u17B5\u180E\u200B-\u200F\u2028-\u202E\u2060-\u2069\u2800\u2E80-\u2EFF\u2F3E\u3164\uD800-\uDFFF\uFE60\uFEFF\uFF06\uFFA0\uFFF9-\uFFFB]|\u034F|[\u180B-\u180D]|[\uFE00-\uFE0F]/
const spaces = /^\s|\s$|\s\s|[^\S ]/

/** One line of text: NFKC (full width to half width), inner white space to one space. '' where nothing is left. */
export function tidy(raw: string): string {
  if (cleanLine.test(raw)) return raw
  const folded = special.test(raw) ? scrubbed(raw) : raw.normalize('NFKC')
  // NFKC writes some marks as space + accent, so the spaces go last
  return spaces.test(folded) ? folded.replace(/\s+/g, ' ').trim() : folded
}

function scrubbed(raw: string): string {
  return (
    raw
      .replace(lineEnds, ' ')
      .replace(invisible, '')
      .replace(control, '')
      // NFKC would make the traditional form of it: ⽤⼾ is 用户
      .replaceAll('⼾', '户')
      .normalize('NFKC')
      .replace(radical, (mark) => radicals.get(mark) ?? mark)
      .replace(entity, (_, name: string) => entities[name.toLowerCase()] ?? ' ')
  )
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
    .replace(entity, (_, name: string) => entities[name.toLowerCase()] ?? ' ')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/[^\S\n]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Tidied text, or null where the cell says nothing. */
export function readText(raw: string, kind: CellKind = 'other'): string | null {
  const text = tidy(raw)
  return isBlank(text, kind) ? null : text
}

/** Prose, or null where the cell says nothing. */
export function readProse(raw: string): string | null {
  const text = prose(raw)
  return isBlank(tidy(text)) ? null : text
}
