import { type ImportKind, manyTargets } from '../../../contract/import.ts'
import type { Job } from './job.ts'

export type Mapped = Job['mapping'][number]
type Part = NonNullable<Mapped['part']>

/** The choices that are no field of the lead. */
export const leaveOut = ''
export const newField = 'new'

/** Fields that several columns may make together, and the pieces of them. */
export const parts: Readonly<Record<'name' | 'region', readonly Part[]>> = {
  name: ['last', 'first'],
  region: ['country', 'province', 'city', 'district'],
}

/** Where a column goes, as one text: '' out, 'new', 'phone', 'name/first', 'custom.budget'. */
export function choiceOf({ field, part, create }: Mapped): string {
  if (create) return newField
  if (field === null) return leaveOut
  return part ? `${field}/${part}` : field
}

/** The mapping with one column going elsewhere; what it takes is taken from the column that had it. */
export function choose(
  mapping: readonly Mapped[],
  index: number,
  { choice, kind = 'leads' }: { choice: string; kind?: ImportKind },
): Mapped[] {
  return mapping.map((column) => {
    if (column.index === index) return placed(column, choice)
    return collide(choiceOf(column), choice) && !manyTargets[kind].includes(choice)
      ? placed(column, leaveOut)
      : column
  })
}

/** The mapping with a column's new field called or typed otherwise. */
export function describe(
  mapping: readonly Mapped[],
  index: number,
  change: Partial<NonNullable<Mapped['suggest']>>,
): Mapped[] {
  return mapping.map((column) =>
    column.index === index ? { ...column, suggest: { ...offerOf(column), ...change } } : column,
  )
}

function placed({ part: _, ...column }: Mapped, choice: string): Mapped {
  const [field, part] = choice.split('/')
  if (choice === newField)
    return { ...column, field: null, create: true, confidence: 1, suggest: offerOf(column) }
  return {
    ...column,
    field: field || null,
    create: false,
    confidence: 1,
    ...(part ? { part: part as Part } : {}),
  }
}

function offerOf({ suggest, column, index }: Mapped): NonNullable<Mapped['suggest']> {
  return (
    suggest ?? { key: `column_${index + 1}`, label: { zh: column, en: column }, type: 'text', options: [] }
  )
}

/** Two columns cannot fill one field, and a whole name and its parts are two ways to say one thing. */
function collide(a: string, b: string): boolean {
  if (a === leaveOut || a === newField) return false
  const whole = (choice: string) => choice === 'name'
  const piece = (choice: string) => choice.startsWith('name/')
  return a === b || (whole(a) && piece(b)) || (piece(a) && whole(b))
}

/** The columns that are imported. */
export function taken(mapping: readonly Mapped[]): readonly Mapped[] {
  return mapping.filter((column) => choiceOf(column) !== leaveOut)
}

/** The address of the field a column fills once it is imported; undefined for one that is left out. */
export function addressOf({ field, create, suggest }: Mapped): string | undefined {
  if (create && suggest) return `custom.${suggest.key}`
  return field ?? undefined
}

/** A column whose new field has no name. */
export function unnamed(mapping: readonly Mapped[]): Mapped | undefined {
  return mapping.find(
    ({ create, suggest }) => create && !(suggest?.label.zh.trim() && suggest.label.en.trim()),
  )
}

/** How sure the mapping of a column is. */
export function sureness(column: Mapped): 'certain' | 'likely' | 'unsure' | undefined {
  if (choiceOf(column) === leaveOut) return undefined
  if (column.confidence >= 0.95) return 'certain'
  return column.confidence >= 0.75 ? 'likely' : 'unsure'
}
