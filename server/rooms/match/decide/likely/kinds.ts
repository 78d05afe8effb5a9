import { company } from './kinds/company.ts'
import type { Kind } from './kinds/kind.ts'
import { choice, code, date, number, region } from './kinds/measures.ts'
import { person } from './kinds/person.ts'
import { mail, phone } from './kinds/reach.ts'
import { words } from './kinds/words.ts'

/** The ways two values can be compared. The cheap ones that tell most come first: they spare the others. */
export const kinds = { phone, mail, date, person, region, choice, code, number, company, words } as const
export type KindName = keyof typeof kinds
export const kindNames = Object.keys(kinds) as KindName[]

/** A kind whose values are not told apart by type: what it prepared is what it compares. */
export const kindOf = (name: KindName): Kind => kinds[name] as Kind
