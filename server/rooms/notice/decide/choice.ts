import { type Channel, type Choices, defaultChoices, type Topic } from '../../../../contract/notice.ts'
import type { PlatformName } from '../../../../contract/platform.ts'

const isNew = new Set([
  'lead.assigned',
  'leads.assigned',
  'leads.imported',
  'lead.cameBack',
  'lead.takenBack',
])
const isAgain = /^(lead\.(reenquired|tried|merged|disputed)|leads\.tried|customers\.)/
const isDue = /^(lead\.due|priority\.|priorities\.|quarantine\.due)/

/** What a notice is about; a kind that is not known here is something else. */
export function topicOf(kind: string): Topic {
  if (isNew.has(kind)) return 'new'
  if (isAgain.test(kind)) return 'again'
  return isDue.test(kind) ? 'due' : 'other'
}

/** How many new leads a notice stands for; 0 when it is of something else. */
export function leadsIn({ kind, data }: { kind: string; data: Readonly<Record<string, unknown>> }): number {
  if (topicOf(kind) !== 'new') return 0
  const count = Number(kind === 'leads.imported' ? data['assigned'] : data['count'])
  return kind.startsWith('leads.') ? count || 0 : 1
}

/** What a member chose, where they did; by default elsewhere. */
export type Chosen = Partial<Record<Topic, Partial<Record<Channel, boolean>>>>

/** A member's whole choice. */
export function choicesOf(chosen: Chosen | null): Choices {
  const of = (topic: Topic) => ({ ...defaultChoices[topic], ...chosen?.[topic] })
  return { new: of('new'), again: of('again'), due: of('due'), other: of('other') }
}

/** A notice that is not on its ways yet, with the ways its member has. */
export interface Fresh {
  readonly noticeId: string
  readonly userId: string
  readonly kind: string
  readonly mailable: boolean
  readonly chats: readonly PlatformName[]
  readonly devices: readonly string[]
  readonly chosen: Chosen | null
}

/** The way a notice goes out: a member's mailbox or account, a device, a robot. */
export type Way = 'mail' | 'robot' | 'push' | PlatformName
export interface Telling {
  readonly outletId: string
  readonly channel: Way
  readonly noticeId: string
  readonly userId: string
}

/** By which ways a notice leaves the app: those its member has and wants for what it is about. */
export function waysOf({ noticeId, userId, kind, mailable, chats, devices, chosen }: Fresh): Telling[] {
  const wants = choicesOf(chosen)[topicOf(kind)]
  const to = (outletId: string, channel: Way): Telling => ({ outletId, channel, noticeId, userId })
  return [
    ...(wants.mail && mailable ? [to(userId, 'mail')] : []),
    ...(wants.chat ? chats.map((provider) => to(userId, provider)) : []),
    ...(wants.push ? devices.map((deviceId) => to(deviceId, 'push')) : []),
  ]
}

/** Hours of the day in which a member is not told, in minutes from midnight; over midnight where it ends before it begins. */
export interface Quiet {
  readonly from: number
  readonly to: number
}

const DAY = 1440 // minutes

/** For how many minutes from that minute of the day nothing is told; 0: go on. Hours that begin as they end are none. */
export function quietFor(minute: number, quiet: Quiet | null): number {
  if (!quiet || quiet.from === quiet.to) return 0
  const into = (minute - quiet.from + DAY) % DAY
  const length = (quiet.to - quiet.from + DAY) % DAY
  return into < length ? length - into : 0
}
