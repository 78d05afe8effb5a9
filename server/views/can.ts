import type { Role } from '../../contract/endpoint.ts'
import type { Closing, HolderKind, Stage } from '../../contract/lead.ts'
import { type RefusalCode, type RefusalParams, refusalSentence } from '../../contract/refusals.ts'
import type { Lang } from '../../contract/shapes.ts'
import { builtinFields, type Label } from '../../rules/fields.ts'
import { stageMoves } from '../lead/stages.ts'
import type { Sight } from '../people/scope.ts'

/** What decides what a reader may do with a lead. */
export interface Situation {
  /** Of a member; a program has none. */
  readonly roles: readonly Role[]
  readonly sight: Sight
  readonly holderKind: HolderKind
  readonly holderName: string | null
  /** The reader, or somebody they answer or stand in for, holds it. */
  readonly theirs: boolean
  readonly stage: Stage
  readonly closedAs: Closing | null
  /** Another lead stands for it. */
  readonly merged: boolean
  /** Of a lead in a pool: whether the reader may claim there, and what their limits say of one more. */
  readonly pool: { readonly member: boolean; readonly limit: Why | null } | null
}

export interface Why {
  readonly code: RefusalCode
  readonly params: RefusalParams
}

type Reason = (seen: Situation, lang: Lang) => Why | null

/** What one does with a lead: where it makes sense at all, and the reasons against it in the order they are told. */
const verbs = {
  edit: { against: [byStaff, inSight, forItself] },
  log: { against: [byStaff, inSight, forItself, whileOpen] },
  stage: { against: [byStaff, inSight, forItself, withNextStage] },
  tag: { against: [byStaff, inSight, forItself] },
  share: { against: [byStaff, inSight, forItself] },
  assign: { against: [byManager, inSight, forItself] },
  merge: { against: [byStaff, inSight, forItself, theirsToMerge] },
  release: { of: ['rep'], against: [byStaff, heldByTheirs] },
  claim: { of: ['pool'], against: [byStaff, byPoolMember, withinLimits] },
  letGo: { of: ['quarantine'], against: [inSight] },
} as const satisfies Record<string, { of?: readonly HolderKind[]; against: readonly Reason[] }>

export type Verb = keyof typeof verbs
export type Can = Partial<Record<Verb, true | { code: string; message: string }>>

/** For each thing one does with such a lead: true, or why not here, in the reader's language. */
export function can(seen: Situation, lang: Lang): Can {
  const answers = Object.entries(verbs)
    .filter(([, verb]) => !('of' in verb) || (verb.of as readonly HolderKind[]).includes(seen.holderKind))
    .map(([name, { against }]) => [name, firstOf(against, seen, lang)])
  return Object.fromEntries(answers) as Can
}

function firstOf(reasons: readonly Reason[], seen: Situation, lang: Lang): NonNullable<Can[Verb]> {
  for (const reason of reasons) {
    const why = reason(seen, lang)
    if (why) return { code: why.code, message: refusalSentence(why.code, why.params, lang) }
  }
  return true
}

function byStaff({ roles }: Situation, lang: Lang): Why | null {
  return roles.some((role) => role !== 'marketer') ? null : needs(['rep', 'manager', 'admin'], lang)
}

function byManager({ roles }: Situation, lang: Lang): Why | null {
  return roles.includes('manager') || roles.includes('admin') ? null : needs(['manager', 'admin'], lang)
}

function inSight(seen: Situation, lang: Lang): Why | null {
  return seen.sight === 'full' ? null : { code: 'lead.not_yours', params: { holder: holderOf(seen, lang) } }
}

// A rep merges what they hold, and what has ended and they still see.
function theirsToMerge(seen: Situation, lang: Lang): Why | null {
  if (!byManager(seen, lang) || seen.holderKind === 'closed') return null
  return heldByTheirs(seen, lang)
}

function forItself({ merged, closedAs }: Situation): Why | null {
  if (closedAs === 'erased') return { code: 'lead.erased', params: {} }
  return merged ? { code: 'lead.merged', params: {} } : null
}

function whileOpen({ closedAs }: Situation, lang: Lang): Why | null {
  return closedAs ? { code: 'lead.closed', params: { as: labelled('closedAs', closedAs, lang) } } : null
}

function byPoolMember({ pool, holderName }: Situation): Why | null {
  return pool?.member ? null : { code: 'pool.not_member', params: { pool: holderName ?? '' } }
}

function withinLimits({ pool }: Situation): Why | null {
  return pool?.limit ?? null
}

function heldByTheirs(seen: Situation, lang: Lang): Why | null {
  return seen.theirs ? null : { code: 'lead.not_yours', params: { holder: holderOf(seen, lang) } }
}

function withNextStage({ stage, closedAs }: Situation, lang: Lang): Why | null {
  if (stageMoves[stage].length > 0) return null
  return { code: 'lead.closed', params: { as: labelled('closedAs', closedAs ?? stage, lang) } }
}

function holderOf({ holderName, holderKind }: Situation, lang: Lang): string {
  return holderName ?? labelled('holderKind', holderKind, lang)
}

function needs(roles: readonly Role[], lang: Lang): Why {
  const may = roles.map((role) => roleNames[role][lang]).join(lang === 'zh' ? '、' : ', ')
  return { code: 'auth.forbidden', params: { may } }
}

const roleNames: Readonly<Record<Role, Label>> = {
  admin: { zh: '管理员', en: 'admin' },
  manager: { zh: '主管', en: 'manager' },
  rep: { zh: '销售', en: 'rep' },
  marketer: { zh: '市场', en: 'marketer' },
}

function labelled(key: string, value: string, lang: Lang): string {
  const options = builtinFields.find((field) => field.key === key)?.options ?? []
  return options.find((option) => option.value === value)?.label[lang] ?? value
}
