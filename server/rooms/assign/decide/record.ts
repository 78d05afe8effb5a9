/**
 * What a decision looked at, as few bytes: of each rule that was asked, each rep's place in the roster, load, turn and what
 * kept them; enough to decide it again bit for bit. Numbers are written as varints (LEB128, signed ones zigzag).
 */
import type { AssignPolicy, AssignRule } from '../../../../contract/assign.ts'
import { freshTurn, type Turn } from '../../../lead/turns.ts'
import { circleKey, type Field } from './choose.ts'
import { isOff, obstacles, type Rep, type Roster } from './roster.ts'
import { givenBy } from './turn.ts'

/** A rule that was asked for a lead, as it stood before anybody was counted. */
export interface Look {
  readonly ruleId: string
  readonly bytes: readonly number[]
}

/** Notes what a rule saw. To be called before the lead is counted. */
export function looked(rule: AssignRule, field: Field, roster: Roster): Look {
  const out = new Writing()
  const places = placesOf(roster)
  const because = new Map(field.without.map((each) => [each.userId, each.because]))
  const base = roster.turns.get(rule.id)
  const own = field.key === rule.id ? base : roster.turns.get(field.key)
  out.number(field.key === rule.id ? 0 : 1)
  out.number(field.all.length)
  let last = -1
  for (const rep of field.all) {
    const place = places.get(rep.userId)!
    out.signed(place - last)
    last = place
    const why = because.get(rep.userId)
    out.number(why ? obstacles.indexOf(why) + 1 : 0)
    if (why && isOff(why)) out.number(rep.next ? Math.ceil(rep.next.getTime() / 60_000) : 0)
    out.number(Math.max(rep.holding, 0))
    out.number(rep.givenToday)
    if (typeof rep.weeklyMax === 'number') out.number(rep.givenThisWeek)
    writeTurn(out, own?.get(rep.userId))
    if (field.key !== rule.id) writeTurn(out, base?.get(rep.userId))
    if (rule.caps || rule.strategy.kind === 'quota')
      for (const period of ['day', 'week', 'month'] as const)
        out.number(givenBy(rule.id, rep, { of: period, roster }))
  }
  // Whoever was present last time and is none of them: their round counts when it ends.
  const seen = new Set(field.all.map(({ userId }) => userId))
  const others = [...(own ?? [])].filter(([userId, turn]) => turn.present && !seen.has(userId))
  out.number(others.length)
  for (const [, turn] of others) writeTurn(out, turn)
  return { ruleId: rule.id, bytes: out.bytes }
}

function writeTurn(out: Writing, turn: Turn | undefined): void {
  if (!turn) return out.number(0)
  const plain = turn.weight === 1 && turn.carry === 0 && turn.owed === 0 && turn.missed === 0
  out.number(1 + (turn.present ? 1 : 0) + (plain ? 0 : 2) + (turn.owed < 0 ? 4 : 0))
  out.number(turn.round)
  if (plain) return
  out.number(turn.weight)
  out.signed(turn.carry)
  out.number(Math.abs(turn.owed))
  out.number(turn.missed)
}

/** The bytes that are kept of a decision: which rules were asked, by their place in the policy, and what each saw. */
export function packed(looks: readonly Look[], policy: AssignPolicy): Uint8Array {
  const out = new Writing()
  out.number(looks.length)
  for (const { ruleId, bytes } of looks) {
    out.number(policy.rules.findIndex(({ id }) => id === ruleId))
    for (const byte of bytes) out.bytes.push(byte)
  }
  return Uint8Array.from(out.bytes)
}

const placed = new WeakMap<Roster, ReadonlyMap<string, number>>()

function placesOf(roster: Roster): ReadonlyMap<string, number> {
  const known = placed.get(roster) ?? new Map([...roster.reps.keys()].map((userId, i) => [userId, i]))
  placed.set(roster, known)
  return known
}

/** Reps without their loads, as a roster is kept. */
export type Standing = Omit<Rep, 'holding' | 'givenToday' | 'givenThisWeek' | 'off' | 'next'>

/** A rep without what changes by the hour. */
export function standingOf(rep: Standing): Standing {
  const { userId, teamIds, tier, traits, holdingMax, dailyMax, weeklyMax } = rep
  return { userId, teamIds, tier, traits, holdingMax, dailyMax, weeklyMax }
}

interface Unpacking {
  readonly policy: AssignPolicy
  readonly reps: readonly Standing[]
  readonly day: string
}

/** The reps and turns a kept decision looked at, as they stood before it. */
export function unpacked(
  bytes: Uint8Array,
  { policy, reps, day }: Unpacking,
): Pick<Roster, 'reps' | 'turns' | 'rules' | 'day'> {
  const from = new Reading(bytes)
  const held = new Map(
    reps.map((rep): [string, Rep] => [
      rep.userId,
      { ...rep, off: null, next: null, holding: 0, givenToday: 0, givenThisWeek: 0 },
    ]),
  )
  const turns = new Map<string, Map<string, Turn>>()
  for (let looks = from.number(); looks > 0; looks--)
    readLook(from, policy.rules[from.number()]!, { roster: { reps: held, turns, day }, reps })
  return { reps: held, turns, day, rules: new Set(policy.rules.map(({ id }) => id)) }
}

interface Filling {
  readonly roster: {
    readonly reps: Map<string, Rep>
    readonly turns: Map<string, Map<string, Turn>>
    readonly day: string
  }
  readonly reps: readonly Standing[]
}

function readLook(from: Reading, rule: AssignRule, { roster, reps }: Filling): void {
  const apart = from.number() === 1
  const own = new Map<string, Turn>()
  const base = new Map<string, Turn>()
  const circle: Standing[] = []
  let place = -1
  for (let left = from.number(); left > 0; left--) {
    place += from.signed()
    const { userId } = reps[place]!
    circle.push(reps[place]!)
    const rep = roster.reps.get(userId)!
    const why = obstacles[from.number() - 1]
    const off = why && isOff(why) ? why : rep.off
    const next = why && isOff(why) ? from.number() : 0
    roster.reps.set(userId, {
      ...rep,
      off,
      next: next > 0 ? new Date(next * 60_000) : rep.next,
      holding: from.number(),
      givenToday: from.number(),
      // A roster kept before there were weeks has none.
      weeklyMax: rep.weeklyMax ?? null,
      givenThisWeek: typeof rep.weeklyMax === 'number' ? from.number() : 0,
    })
    readTurn(from, own, userId)
    if (apart) readTurn(from, base, userId)
    if (rule.caps || rule.strategy.kind === 'quota') {
      const [dayGiven, weekGiven, monthGiven] = [from.number(), from.number(), from.number()]
      const turns = apart ? base : own
      turns.set(userId, {
        ...(turns.get(userId) ?? freshTurn),
        day: roster.day,
        dayGiven,
        weekGiven,
        monthGiven,
      })
    }
  }
  for (let others = from.number(); others > 0; others--) readTurn(from, own, `gone ${others}`)
  roster.turns.set(apart ? circleKey(rule, circle) : rule.id, own)
  if (apart) roster.turns.set(rule.id, base)
}

function readTurn(from: Reading, turns: Map<string, Turn>, userId: string): void {
  const shape = from.number() - 1
  if (shape < 0) return
  const turn = { ...freshTurn, present: (shape & 1) === 1, round: from.number() }
  if (shape & 2)
    Object.assign(turn, {
      weight: from.number(),
      carry: from.signed(),
      owed: shape & 4 ? -from.number() : from.number(),
      missed: from.number(),
    })
  turns.set(userId, turn)
}

class Writing {
  readonly bytes: number[] = []

  number(value: number): void {
    let rest = value
    while (rest > 0x7f) {
      this.bytes.push((rest % 0x80) | 0x80)
      rest = Math.floor(rest / 0x80)
    }
    this.bytes.push(rest)
  }

  signed(value: number): void {
    this.number(value < 0 ? -2 * value - 1 : 2 * value)
  }
}

class Reading {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  number(): number {
    let value = 0
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.#bytes[this.#at++]!
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
    }
  }

  signed(): number {
    const value = this.number()
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2
  }
}
