import type { Condition } from '../../../rules/condition.ts'
import { builtinFields, facts } from '../../../rules/fields.ts'
import type { Field, Fields } from '../../../rules/fields.ts'
import type { Words } from '../../app/language.tsx'
import type { ListRow, Row } from '../lead/lead.ts'
import { leadsSearch, queryOf } from '../leads/search.ts'
import type { quarantineWords } from './words.ts'

/** What the gate wants of a lead. */
export type Lack = NonNullable<NonNullable<Row['lacks']>[number]>

/** The facts of a lead a person may write; the rest of the built-in fields is the house's own. */
const writable: ReadonlySet<string> = new Set(facts)

/** A field as it is mended: by its address. */
export type Mendable = readonly [address: string, field: Field]

/** Whether it waits for somebody to say if the person is held already: nothing that is filled in settles that. */
const isMatch = (code: string): boolean => code.startsWith('match.')

export function asksWhether({ lacks }: Pick<ListRow, 'lacks'>): boolean {
  return (lacks ?? []).some(({ code }) => code === 'match.ask')
}

/** The addresses of the fields a lead is here for. */
export const lacked = ({ lacks }: Pick<ListRow, 'lacks'>): string[] =>
  (lacks ?? []).flatMap(({ code, field }) => (isMatch(code) ? [] : (field ?? [])))

/** The fields a lead lacks that can be filled in, each once, in the gate's order. */
export function mendable({ lacks }: Pick<ListRow, 'lacks'>, fields: Fields): readonly Mendable[] {
  return [...new Set(lacked({ lacks }))].flatMap((address): Mendable[] => {
    const field = fields.get(address)
    return field && (writable.has(address) || field.origin === 'custom') ? [[address, field]] : []
  })
}

/** What keeps a lead from being routed, whatever else it has. */
const isCompliance = (code: string): boolean => code.startsWith('compliance.')

/** Whether somebody's approval is all or part of what a lead waits for. */
export function wantsApproval({ lacks }: Pick<ListRow, 'lacks'>): boolean {
  return (lacks ?? []).some(({ code }) => code === 'compliance.approval')
}

/** Why a lead is here, in two words: 缺职位. */
export function lackName(
  { code, field }: Lack,
  label: (address: string) => string,
  w: Words<typeof quarantineWords>,
) {
  if (isCompliance(code)) return w[code.slice('compliance.'.length) as 'approval'] ?? w.unknown
  if (field === undefined) return w.unknown
  if (code === 'gate.missing') return w.missing(label(field))
  return code === 'gate.too_few' ? w.tooFew(label(field)) : w.wrong(label(field))
}

/** What somebody typed, as the server takes a change of facts: custom fields apart. */
export function patchOf(values: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const custom = [...values].filter(([address]) => address.startsWith('custom.'))
  return {
    ...Object.fromEntries([...values].filter(([address]) => !address.startsWith('custom.'))),
    ...(custom.length > 0
      ? { custom: Object.fromEntries(custom.map(([address, value]) => [address.slice(7), value])) }
      : {}),
  }
}

/** Which quarantined leads are shown. */
export interface Wish {
  source?: string | undefined
  /** The address of a field they lack. */
  lacks?: string | undefined
}

/** The wish as a condition; a value that could not be read is as missing as an empty one. */
export function conditionOf({ source, lacks }: Wish): Condition {
  return {
    all: [
      ...(source ? [{ field: 'source', op: 'is' as const, value: source }] : []),
      ...(lacks ? [{ field: lacks, op: 'is_empty' as const }] : []),
    ],
  }
}

/** What the server is asked: quarantine, oldest first by true arrival. */
export function quarantineQuery(wish: Wish) {
  const shown = leadsSearch.parse({
    when: conditionOf(wish),
    holder: 'quarantine',
    sort: 'arrivedAt',
    desc: false,
  })
  return queryOf(shown)
}

/** Fields worth offering as a reason before any lead has come: those a person may write, in their order. */
export const commonLacks = builtinFields
  .filter(({ key }) => writable.has(key) && key !== 'note')
  .map(({ key }) => key)
