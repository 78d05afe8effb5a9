import { caps, type Condition, ops, overgrown } from './condition.ts'
import type { Fields, Label } from './fields.ts'
import { editorOf, operatorName } from './operators.ts'
import { type ConditionProblem, conditionProblems, type Problem } from './problems.ts'
import { isRecord, wrongValue } from './values.ts'

/** Everything that is wrong with a condition for an organisation with these fields; empty if nothing is. */
export function check(raw: unknown, fields: Fields): Problem[] {
  const cap = overgrown(raw)
  if (cap === 'depth') return [{ path: [], code: 'condition.too_deep', params: { limit: caps.depth } }]
  if (cap === 'nodes') return [{ path: [], code: 'condition.too_large', params: { limit: caps.nodes } }]
  if (isRecord(raw) && only(raw, 'all') && isEmptyList(raw['all'])) return [] // all leads, said on purpose
  return checkNode(raw, [], fields)
}

/** The problem in words, with the field and the operator by the names the reader knows. */
export function problemSentence({ code, params }: Problem, fields: Fields, lang: keyof Label): string {
  const named = {
    ...params,
    field: fields.get(String(params['field']))?.label[lang] ?? params['field'],
    op: opName(params['op'], lang),
  }
  return conditionProblems[code][lang].replace(/\{(\w+)\}/g, (whole, name: keyof typeof named) =>
    String(named[name] ?? whole),
  )
}

/**
 * The condition itself if it can be compiled, else a throw: stored conditions have been checked, so this is a
 * defect, not bad input. An option that was removed since is no defect: nothing has it any more.
 */
export function sound(condition: Condition, fields: Fields): Condition {
  const problem = check(condition, fields).find(({ code }) => !harmless.has(code))
  if (problem)
    throw new TypeError(`condition at ${problem.path.join('.')}: ${problemSentence(problem, fields, 'en')}`)
  return condition
}

const harmless: ReadonlySet<ConditionProblem> = new Set(['condition.value_option', 'condition.group_empty'])

type Path = Problem['path']

function checkNode(raw: unknown, path: Path, fields: Fields): Problem[] {
  if (isRecord(raw)) {
    for (const key of ['all', 'any'] as const) {
      const parts = raw[key]
      if (!only(raw, key) || !Array.isArray(parts)) continue
      if (parts.length === 0) return [{ path, code: 'condition.group_empty', params: {} }]
      return parts.flatMap((part, place) => checkNode(part, [...path, key, place], fields))
    }
    if (only(raw, 'not')) return checkNode(raw['not'], [...path, 'not'], fields)
    if (isLeaf(raw)) return checkLeaf(raw, path, fields)
  }
  return [{ path, code: 'condition.shape', params: {} }]
}

function only(raw: object, key: string): boolean {
  return Object.keys(raw).length === 1 && Object.hasOwn(raw, key)
}

function isEmptyList(raw: unknown): boolean {
  return Array.isArray(raw) && raw.length === 0
}

function isLeaf(
  raw: Record<string, unknown>,
): raw is Record<string, unknown> & { field: string; op: string } {
  const strange = Object.keys(raw).some((key) => !['field', 'op', 'value'].includes(key))
  return !strange && typeof raw['field'] === 'string' && typeof raw['op'] === 'string'
}

function checkLeaf(
  raw: { field: string; op: string; value?: unknown },
  path: Path,
  fields: Fields,
): Problem[] {
  const field = fields.get(raw.field)
  const named = { field: raw.field }
  if (!field) return [{ path: [...path, 'field'], code: 'condition.field_unknown', params: named }]
  const op = ops.find((one) => one === raw.op)
  const editor = op && editorOf(field, op)
  if (!editor)
    return [{ path: [...path, 'op'], code: 'condition.op_unknown', params: { ...named, op: raw.op } }]
  const wrong = wrongValue[editor](raw.value, field)
  if (!wrong) return []
  const [code, params] = wrong
  return [{ path: [...path, 'value'], code: `condition.${code}`, params: { ...named, ...params } }]
}

function opName(op: string | number | undefined, lang: keyof Label): string | undefined {
  const known = ops.find((one) => one === op)
  return known ? operatorName(known)[lang] : op?.toString()
}
