import type { core } from 'zod'
import type { Lang, Reason } from '../../contract/shapes.ts'

type Issue = core.$ZodIssue
type Sentence = Record<Lang, string>

/** The fields a body, query or address got wrong: one reason per issue, in the reader's words. */
export function reasonsOf(issues: readonly Issue[], lang: Lang): Reason[] {
  return issues.flatMap(nearest).map((issue) => {
    const field = fieldOf(issue)
    const { code, sentence } = explain(issue)
    return { code: `field.${code}`, ...(field && { field }), message: sentence[lang] }
  })
}

/** A union that matches nothing is explained by the alternative that came nearest: the one least wrong. */
function nearest(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue]
  const [best] = issue.errors.toSorted((a, b) => severity(a) - severity(b))
  return best?.length
    ? best.flatMap((inner) => nearest({ ...inner, path: [...issue.path, ...inner.path] }))
    : [issue]
}

// An alternative of another type altogether is further off than one with wrong fields.
const severity = (issues: readonly Issue[]) =>
  issues.length + (issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0) ? 1000 : 0)

function fieldOf(issue: Issue): string {
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path
  return path.map(String).join('.')
}

function explain(issue: Issue): { code: string; sentence: Sentence } {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? { code: 'missing', sentence: { zh: '必填', en: 'is needed' } }
        : { code: 'type', sentence: typed(issue.expected) }
    case 'too_small':
      return { code: 'too_small', sentence: bounded(issue.origin, 'min', Number(issue.minimum)) }
    case 'too_big':
      return { code: 'too_big', sentence: bounded(issue.origin, 'max', Number(issue.maximum)) }
    case 'invalid_format':
      return {
        code: 'format',
        sentence: formats[issue.format] ?? { zh: '格式不对', en: 'has the wrong format' },
      }
    case 'invalid_value': {
      const known = issue.values.map(String).join(', ')
      return { code: 'value', sentence: { zh: `只能是：${known}`, en: `must be one of: ${known}` } }
    }
    case 'unrecognized_keys':
      return { code: 'unknown', sentence: { zh: '没有这个字段', en: 'is not a field here' } }
    case 'custom':
      return { code: 'rule', sentence: inWords(issue.params) ?? { zh: issue.message, en: issue.message } }
    default:
      return { code: 'value', sentence: { zh: '内容不对', en: 'is not valid' } }
  }
}

/** A `refine` may say its sentence in both languages: `{ params: { zh, en } }`. */
function inWords(params: Record<string, unknown> | undefined): Sentence | undefined {
  const { zh, en } = params ?? {}
  return typeof zh === 'string' && typeof en === 'string' ? { zh, en } : undefined
}

const types: Record<string, Sentence> = {
  string: { zh: '文本', en: 'text' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: 'true 或 false', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '对象', en: 'an object' },
  record: { zh: '对象', en: 'an object' },
}

function typed(expected: string): Sentence {
  const type = types[expected] ?? { zh: expected, en: expected }
  return { zh: `应为${type.zh}`, en: `must be ${type.en}` }
}

function bounded(origin: string, side: 'min' | 'max', bound: number): Sentence {
  const least = side === 'min'
  if (least && bound === 1 && origin !== 'number' && origin !== 'int')
    return { zh: '不能为空', en: 'must not be empty' }
  if (origin === 'string')
    return least
      ? { zh: `至少 ${bound} 个字`, en: `must have at least ${bound} characters` }
      : { zh: `最多 ${bound} 个字`, en: `must have at most ${bound} characters` }
  if (origin === 'array' || origin === 'set')
    return least
      ? { zh: `至少 ${bound} 项`, en: `must have at least ${bound} items` }
      : { zh: `最多 ${bound} 项`, en: `must have at most ${bound} items` }
  return least
    ? { zh: `不能小于 ${bound}`, en: `must be ${bound} or more` }
    : { zh: `不能大于 ${bound}`, en: `must be ${bound} or less` }
}

const formats: Record<string, Sentence> = {
  email: { zh: '不是有效的邮箱地址', en: 'is not an e-mail address' },
  url: { zh: '不是有效的网址', en: 'is not a web address' },
  uuid: { zh: '不是有效的编号（UUID）', en: 'is not an id (UUID)' },
  datetime: {
    zh: '不是有效的时间（如 2026-01-31T09:00:00Z）',
    en: 'is not a moment (such as 2026-01-31T09:00:00Z)',
  },
  date: { zh: '不是有效的日期（如 2026-01-31）', en: 'is not a date (such as 2026-01-31)' },
}
