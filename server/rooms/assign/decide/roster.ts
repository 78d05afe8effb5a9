import type { TraitKind } from '../../../../contract/assign.ts'
import type { Pointers } from '../../../lead/pointed.ts'
import type { Turns } from '../../../lead/turns.ts'

/** Why somebody is not there: no rep any more, on leave, offline for a while, or out of their hours. */
export type Off = 'left' | 'away' | 'paused' | 'offShift'

/** A rep as assignment sees them. Counts move as a batch is decided. */
export interface Rep {
  readonly userId: string
  readonly off: Off | null
  /** When they are next on duty, for who is not; null: not known. */
  readonly next: Date | null
  /** Their teams, and those above. */
  readonly teamIds: readonly string[]
  readonly tier: string | null
  readonly traits: Readonly<Partial<Record<TraitKind, readonly string[]>>>
  readonly holdingMax: number | null
  readonly dailyMax: number | null
  readonly weeklyMax: number | null
  holding: number
  givenToday: number
  givenThisWeek: number
}

/** What a rule that gives to whoever is likeliest to win looks at. */
export interface Merits {
  /** With what chance each rep wins a lead, by lead. */
  readonly chances: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** Good leads of the floor's window, by rep. Counted on as a batch is decided. */
  readonly good: Map<string, number>
}

export interface Roster {
  /** By id, in the order of their ids. */
  readonly reps: ReadonlyMap<string, Rep>
  readonly turns: Turns
  /** The rules whose turns and loads were read: no other is asked. */
  readonly rules: ReadonlySet<string>
  /** Whom anything points at, and who had it before, by lead. */
  readonly pointers: ReadonlyMap<string, Pointers>
  readonly former: ReadonlyMap<string, ReadonlySet<string>>
  /** What `best` looks at; absent: no rule asks it. */
  readonly best?: Merits
  /** The organisation's day, for what a rep got by one rule in it, its week and its month. */
  readonly day: string
}

/** A roster of reps as they stand, with nobody away and nothing given: to ask whom rules may give to. */
export function standingRoster(
  reps: readonly Omit<Rep, 'off' | 'next' | 'holding' | 'givenToday' | 'givenThisWeek'>[],
): Roster {
  return {
    reps: new Map(
      reps.map((rep) => [
        rep.userId,
        { ...rep, off: null, next: null, holding: 0, givenToday: 0, givenThisWeek: 0 },
      ]),
    ),
    turns: new Map(),
    rules: new Set(),
    pointers: new Map(),
    former: new Map(),
    day: '',
  }
}

/** Why a rep gets no lead that a rule would give them. Decisions that are kept name them by their place: add at the end. */
export const obstacles = [
  'left',
  'away',
  'paused',
  'offShift',
  'holding',
  'daily',
  'ruleDaily',
  'ruleWeekly',
  'quota',
  'unfit',
  'former',
  'weekly',
] as const
export type Obstacle = (typeof obstacles)[number]

/** Why a rep cannot take another lead, whatever the rule; undefined when they can. Hours count where a rule asks. */
export function obstacle(rep: Rep, hours: 'any' | 'onDuty' = 'any'): Obstacle | undefined {
  if (rep.off !== null && (rep.off !== 'offShift' || hours === 'onDuty')) return rep.off
  if (rep.holdingMax !== null && rep.holding >= rep.holdingMax) return 'holding'
  if (rep.dailyMax !== null && rep.givenToday >= rep.dailyMax) return 'daily'
  if (rep.weeklyMax !== null && rep.givenThisWeek >= rep.weeklyMax) return 'weekly'
  return undefined
}

/** Counts a lead to somebody: what they hold, and got. */
export function count(rep: Rep): void {
  rep.holding += 1
  rep.givenToday += 1
  rep.givenThisWeek += 1
}

/** Whether somebody is not there, as opposed to full or not the right one. */
export function isOff(because: Obstacle): because is Off {
  return because === 'left' || because === 'away' || because === 'paused' || because === 'offShift'
}
