import { sql } from 'kysely'
import type { Gate, PolicyBody, PolicyKind } from '../../contract/policy.ts'
import { profiler } from '../../contract/profiling/verdict.ts'
import type { Basis } from '../../contract/valuing/value.ts'
import type { SourceVerification } from '../../contract/verify.ts'
import { leavesOf } from '../../rules/condition.ts'
import { type Fields, fieldsOf } from '../../rules/fields.ts'
import type { Moment } from '../../rules/matches.ts'
import { one, type Tx } from '../db/db.ts'
import { onceAnEdition } from '../db/edition.ts'
import { clockOf, dayIn } from '../lead/clock.ts'
import { type FieldRow, fieldsJson, ownField, type OwnField } from '../lead/fields.ts'
import type { PriorityInForce } from '../lead/priority.ts'
import { licencesJson } from '../lead/sources.ts'
import { likelihoodWanted, policiesJson, type Policy, type RuleRef } from '../policy/store.ts'
import { assigner } from '../rooms/assign/decide/assigner.ts'
import { askedBy } from '../rooms/assign/decide/replay.ts'
import { type Person, readPeople } from '../rooms/assign/store/people.ts'
import { readyGate } from '../rooms/clean/decide/gate.ts'
import { complianceOf, type Licensed, type Purpose } from '../rooms/consent/decide/comply.ts'
import { purposesJson } from '../rooms/consent/store.ts'
import { firstMatchPolicy } from '../rooms/match/decide/first.ts'
import type { Learnt } from '../rooms/match/decide/likened.ts'
import { type Asked, matcher } from '../rooms/match/decide/match.ts'
import { learntJson } from '../rooms/match/store/scans.ts'
import { standingBy } from '../rooms/profile/decide/standing.ts'
import { rater } from '../rooms/score/decide/rate.ts'
import { readyBasis } from '../rooms/score/service.ts'
import { basisJson, type HeldBasis } from '../rooms/score/store/basis.ts'
import { tagger } from '../rooms/tag/decide.ts'
import { unasked } from '../rooms/verify/decide/source.ts'
import { sourcesJson } from '../rooms/verify/store.ts'

/** Everything the decisions on a batch look at that does not depend on the batch: policies compiled once. */
export interface Setup extends ReturnType<typeof compile>, ReturnType<typeof complianceOf> {
  readonly fields: Fields
  /** What cleaning knows: the custom fields in use, and whose calendar 明天 is meant by. */
  readonly cleaning: { readonly fields: OwnField[]; readonly zone: string }
  readonly personalCustom: ReadonlySet<string>
  /** How the leads of a source are verified. */
  readonly verification: (sourceId: string) => Omit<SourceVerification, 'sourceId'>
  readonly moment: Moment
  readonly day: string
  /** What the last scan has learnt, where a match policy asks for likelihood; null also before the first scan. */
  readonly learnt: Learnt | null
  /** The sources whose leads are kept back for now. */
  readonly paused: ReadonlySet<string>
  /** The version and number of what leads are valued by; null where they are not. */
  readonly basis: Pick<HeldBasis, 'version' | 'number'> | null
  /** Everybody of the organisation. */
  readonly people: readonly Person[]
  /** What holds of leads that go first; undefined where none does. */
  readonly priority: PriorityInForce | undefined
}

const nothingNeeded: Gate = { preset: 'custom', mode: 'quarantine', requirements: [] }

/** Reads the organisation's policies and fields as they stand and compiles them for `now`. */
export async function readSetup(tx: Tx, now: Date): Promise<Setup> {
  const { zone, policies, custom, verified, paused, purposes, sources, learnt, basis, people } =
    await readAll(tx)
  const fields = fieldsOf(custom)
  const moment = { now, zone }
  const ready = await readyBasis(tx, basis, fields)
  const rules = ready?.policy.priority
  return {
    ...compile({ policies, learnt, basis: ready }, fields, moment),
    basis,
    priority: rules ? { rules, zone } : undefined,
    learnt,
    ...complianceOf(policies, { fields, moment, day: dayIn(zone, now), purposes, sources }),
    fields,
    cleaning: { fields: custom.filter((field) => !field.archived), zone },
    personalCustom: new Set(custom.filter((field) => field.personal).map((field) => `custom.${field.key}`)),
    verification: (sourceId) => verified.get(sourceId) ?? unasked,
    moment,
    day: dayIn(zone, now),
    paused: new Set(paused),
    people,
  }
}

interface Read {
  readonly timeZone: string
  readonly policies: InForce[]
  readonly fields: FieldRow[]
  readonly verified: SourceVerification[]
  readonly purposes: Purpose[]
  readonly sources: Licensed[]
  readonly paused: string[]
  readonly learnt: Learnt | null
  readonly basis: HeldBasis | null
}

/** Every capture asks for all of it. */
const readAll = onceAnEdition(async (tx: Tx) => {
  const [people, held] = await Promise.all([readPeople(tx), readSettings(tx)])
  return {
    people,
    zone: held?.timeZone ?? 'UTC',
    policies: held?.policies ?? [],
    custom: (held?.fields ?? []).map(ownField),
    verified: new Map((held?.verified ?? []).map((each) => [each.sourceId, each])),
    paused: held?.paused ?? [],
    purposes: held?.purposes ?? [],
    sources: held?.sources ?? [],
    learnt: held?.learnt ?? null,
    basis: held?.basis ?? null,
  }
})

function readSettings(tx: Tx): Promise<Read | undefined> {
  return one(
    tx,
    sql<Read>`
      select time_zone, (${policiesJson(tx)}) as policies, (${fieldsJson(tx)}) as fields,
        (${sourcesJson(tx)}) as verified, (${purposesJson(tx)}) as purposes, (${licencesJson(tx)}) as sources,
        array(select source_id from source_gate where org_id = ${tx.orgId} and paused_at is not null) as paused,
        case when ${likelihoodWanted(tx)} then (${learntJson(tx)}) end as learnt, (${basisJson(tx)}) as basis
      from org where org_id = ${tx.orgId}`,
  )
}

type InForce = Pick<Policy, 'kind' | 'scope' | 'version' | 'body'>

interface Compiling {
  readonly policies: readonly InForce[]
  readonly learnt: Learnt | null
  readonly basis: Basis | null
}

function compile({ policies, learnt, basis }: Compiling, fields: Fields, moment: Moment) {
  const byKey = new Map(policies.map((policy) => [`${policy.kind} ${policy.scope}`, policy]))
  const policy = <K extends PolicyKind>(kind: K, scope = ''): Pick<Policy<K>, keyof InForce> | undefined =>
    (byKey.get(`${kind} ${scope}`) ?? byKey.get(`${kind} `)) as Pick<Policy<K>, keyof InForce> | undefined
  const body = <K extends PolicyKind>(kind: K, scope = ''): PolicyBody<K> | undefined =>
    policy(kind, scope)?.body
  const assignment = policy('assign')
  const gates = new Map<string, ReturnType<typeof readyGate>>()
  const gate = (sourceId: string) => {
    const ready = gates.get(sourceId) ?? readyGate(body('gate', sourceId) ?? nothingNeeded, fields, moment)
    gates.set(sourceId, ready)
    return ready
  }
  return {
    policy,
    ref: (kind: PolicyKind, id: string | null, scope = ''): RuleRef | null => {
      const held = policy(kind, scope)
      return held ? { kind, scope: held.scope, version: held.version, id } : null
    },
    gate,
    ...matchersOf(policies, fields, learnt),
    tag: tagger(body('tags'), fields, moment),
    /** Scores a lead, and values it by its score. */
    score: rater({ score: body('score'), basis }, fields, moment),
    scoresHolders: asksHolder(body('score')),
    standing: standingBy(profiler(body('profile'), fields, moment)),
    assigning: assignment && {
      ...assigner(assignment.body, fields, moment),
      body: assignment.body,
      version: assignment.version,
      /** The lead's properties that its rules ask. */
      asks: askedBy(assignment.body, fields),
    },
    clock: clockOf(body('recycle'), fields, moment),
  }
}

const ofHolder: ReadonlySet<string> = new Set(['holder', 'holderKind', 'pool', 'assignedAt', 'dueAt'])

/** Whether a score may rest on who has the lead, which an arrival is scored before. */
function asksHolder(policy: PolicyBody<'score'> | undefined): boolean {
  return (policy?.cards ?? []).some(({ when, groups }) =>
    [
      when,
      ...groups.flatMap(({ criteria }) =>
        criteria.map((each) => (each.kind === 'fact' ? each.when : undefined)),
      ),
    ]
      .flatMap((condition) => (condition ? leavesOf(condition) : []))
      .some(({ field }) => ofHolder.has(field)),
  )
}

/** The match policies in force, each made ready once. */
function matchersOf(policies: readonly InForce[], fields: Fields, learnt: Learnt | null) {
  const ready = new Map(
    policies
      .filter(({ kind }) => kind === 'match')
      .map(({ scope, body }) => [scope, matcher(body as PolicyBody<'match'>, fields, learnt)]),
  )
  const common = ready.get('') ?? matcher(firstMatchPolicy, fields)
  const all = [...new Set([common, ...ready.values()])]
  return {
    matching: (sourceId: string) => ready.get(sourceId) ?? common,
    /** What an arrival is found by, whichever source's policy asks. */
    marks: (asked: Asked) => [...new Set(all.flatMap((each) => each.marks(asked)))],
    /** Whether keys alone tell who is whom, by every policy. */
    plainMatching: all.every(({ plain }) => plain),
  }
}
