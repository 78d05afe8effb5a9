import type { Lang, Words } from '../../app/language.tsx'
import { wordsIn } from '../../app/language.tsx'
import { exactMoney } from '../../ui/format.ts'
import { referrerWords } from '../referrers/words.ts'
import { markWords } from '../verify/words.ts'
import { consentWords } from './consent/words.ts'
import type { Filling } from './filling.ts'
import type { TrailEntry } from './lead.ts'
import { outcomeWords } from './outcomeWords.ts'
import { trailSentences } from './trailSentences.ts'
import { trailWords } from './trailWords.ts'
import { leadWords } from './words.ts'

/** Where the names are that a trail holds only as ids and keys. */
export interface Naming {
  lang: Lang
  /** A person, pool or source; undefined outside what the reader may know. */
  name: (id: string) => string | undefined
  /** A field by the name people know it: 公司. */
  field: (key: string) => string
  /** What consent was asked for, by its key. */
  purpose?: (key: string) => string | undefined
}

type Data = Readonly<Record<string, unknown>>
type Kind = keyof typeof trailSentences

/** An entry of the trail as one sentence; says something even for a kind this version does not know. */
export function tell(entry: TrailEntry, naming: Naming): string {
  const sentences = wordsIn(trailSentences, naming.lang)
  const sentence = sentences[variantOf(entry)]
  return typeof sentence === 'string' ? sentence : sentence(fill(entry, naming))
}

/** Which sentence an entry takes: a lead can be assigned by a rule, by hand, or for want of a rule. */
function variantOf({ kind, data, rule, actor }: TrailEntry): Kind {
  if (kind === 'consent') return data['granted'] === true ? 'consentGranted' : 'consentWithdrawn'
  if (kind === 'quarantined' && onlyCompliance(data)) return 'quarantinedByCompliance'
  if (kind === 'setAside' && data['byHand']) return 'setAsideByHand'
  if (kind === 'cameBack') return backBy[text(object(data['back'])['by'])] ?? 'cameBack'
  if (kind === 'made_up' && actor.kind === 'user') return 'madeUpByHand'
  if (kind !== 'assigned') return kind in trailSentences ? (kind as Kind) : 'other'
  if (data['undoes'] && data['byHand']) return 'movedBack'
  if (data['byHand']) return isHeld(data['from']) ? 'movedByHand' : 'assignedByHand'
  if (data['again']) return 'dealtAgain'
  if (data['movedBy']) return rule?.name ? 'dealtByMoveAndRule' : 'dealtByMove'
  if (data['letGoBy']) return 'letGo'
  if (data['best']) return 'dealtBest'
  if (data['confirmedBy']) return 'confirmedOn'
  if (noPolicy(data)) return 'unassigned'
  if (object(object(data['why'])['customer'])['because'] === null) return 'assignedAsCustomer'
  if (!rule?.id) return 'fallback'
  if (object(data['to'])['kind'] === 'waiting') return 'leftWaiting'
  return rule.name ? 'assigned' : 'assignedByRule'
}

/** Whether somebody had it, or it was to be had: then a move takes it from there. */
const isHeld = (from: unknown) => ['rep', 'pool'].includes(text(object(from)['kind']))

const backBy: Readonly<Record<string, Kind>> = { time: 'cameBackByTime', profile: 'cameBackByProfile' }

const noPolicy = (data: Data) => 'noPolicy' in object(data['why'])

/** The house’s own reason for closing a lead; people write theirs. */
export const lapsed = 'quarantine.deadline'
/** Whether nothing was missing, but something must hold before it is routed. */
function onlyCompliance(data: Data): boolean {
  const reasons = object(data['why'])['reasons']
  const codes = Array.isArray(reasons) ? reasons.map((reason) => text(object(reason)['code'])) : []
  return codes.length > 0 && codes.every((code) => code.startsWith('compliance.'))
}

function consentValue(data: Data, naming: Naming): string {
  const { byChannel } = wordsIn(trailWords, naming.lang)
  const called = purposeName(data['purpose'], naming)
  const channel = wordsIn(consentWords, naming.lang)[data['channel'] as 'sms']
  return channel && data['channel'] !== 'any' ? byChannel(called, channel) : called
}

/** What somebody agreed to, by the name people know it. */
export function purposeName(key: unknown, naming: Naming): string {
  const known = text(key)
  return known === 'any' ? wordsIn(trailWords, naming.lang).everything : (naming.purpose?.(known) ?? known)
}

function fill(entry: TrailEntry, naming: Naming): Filling {
  const { data, rule, changes } = entry
  const w = wordsIn(trailWords, naming.lang)
  const lead = wordsIn(leadWords, naming.lang)
  return {
    who: whoDid(entry, naming),
    to: holderName(data['to'], naming),
    from:
      entry.kind === 'stage_changed'
        ? stageName(changeOf(entry, 'stage')?.before, lead)
        : holderName(data['from'], naming),
    source: naming.name(String(data['sourceId'])) ?? '',
    door: lead[data['door'] as 'api'] ?? '',
    rule: rule?.name ?? '',
    fields:
      entry.kind === 'verified'
        ? naming.field(text(data['field']))
        : fieldsOf(changes, naming) || w.someFacts,
    reason: data['reason'] === lapsed ? w.lapsed : text(data['reason']),
    value: valueOf(entry, naming),
    count: String(texts(data['leadIds']).length),
  }
}

/** The fields that were changed; none where all of them are out of the reader's sight. */
function fieldsOf(changes: TrailEntry['changes'], naming: Naming): string {
  const named = changes.filter(({ field }) => !derived.has(field)).map(({ field }) => naming.field(field))
  return named.join(wordsIn(trailWords, naming.lang).list)
}

/** Scores follow from what was edited: they are told under the entry, not as edits. */
const derived: ReadonlySet<string> = new Set(['score', 'grade'])

/** What the sentence of this kind is about. */
function valueOf(entry: TrailEntry, naming: Naming): string {
  const lead = wordsIn(leadWords, naming.lang)
  const { kind, data } = entry
  if (kind === 'rostered') return `${text(data['cohort'])} · ${text(data['group'])}`
  if (kind === 'tagged') return taggedValue(entry, naming)
  if (kind === 'stage_changed') return stageName(changeOf(entry, 'stage')?.after, lead)
  if (kind === 'followed_up') return followupValue(data, naming.lang)
  if (kind === 'closed') return lead[(data['closedAs'] ?? data['as']) as 'lost'] ?? ''
  if (kind.startsWith('make_up') || kind === 'made_up')
    return naming.name(text(data['rep'])) ?? wordsIn(trailWords, naming.lang).someRep
  if (kind === 'shared') return sharedValue(entry, naming)
  if (kind === 'verified')
    return wordsIn(markWords, naming.lang)[data['status'] as 'bad'] ?? text(data['status'])
  if (kind === 'consent') return consentValue(data, naming)
  if (kind === 'setAside') return labelsOf(object(data['why'])['because'], naming)
  if (kind === 'cameBack')
    return texts(object(data['back'])['gone']).join(wordsIn(trailWords, naming.lang).list)
  if (kind === 'scored') return text(data['score'])
  if (kind === 'score_remarked') {
    const w = wordsIn(trailWords, naming.lang)
    return data['direction'] === 'low' ? w.tooLow : w.tooHigh
  }
  if (kind === 'score_overridden' || kind === 'score_override_undone') {
    const { grade, score } = object(data['after'])
    return [text(grade), text(score)].filter(Boolean).join(' ')
  }
  if (kind.startsWith('referr') || kind === 'reward_moved') return referralValue(entry, naming)
  if (kind === 'areaHanded') return text(data['territory'])
  if (kind === 'assigned') return text(object(object(data['why'])['customer'])['company'])
  return kind
}

function labelsOf(because: unknown, { lang }: Naming): string {
  const lines = Array.isArray(because) ? because : []
  return lines.map((line) => text(object(line)['label'])).join(wordsIn(trailWords, lang).list)
}

/** What of a referral an entry is about: who it is, what is odd, how it stands, what the reward is now. */
function referralValue({ kind, data }: TrailEntry, { lang, name }: Naming): string {
  const w = wordsIn(referrerWords, lang)
  const flags = texts(data['flags'])
    .map((flag) => w[flag as 'self'] ?? flag)
    .join(w.stop)
  if (kind === 'referral_judged') return w[data['to'] as 'verified'] ?? text(data['to'])
  if (kind === 'referral_cleared') return data['fine'] === true ? w.fine : w.unfine
  if (kind === 'reward_moved') {
    const words = { due: w.rewardDue, approved: w.approved, paid: w.paid, refused: w.rewardRefused }
    const amount = typeof data['amount'] === 'number' ? data['amount'] : null
    const money = amount === null ? '' : ` ${exactMoney(amount, text(data['currency']) || 'CNY', lang)}`
    return `${words[data['to'] as 'due'] ?? ''}${money}`
  }
  const called = name(text(data['referrerId'])) ?? ''
  const space = called === '' ? '' : ' '
  return `${space}${called}${flags === '' ? '' : lang === 'zh' ? `（${flags}）` : ` (${flags})`}`
}

function followupValue(data: Data, lang: Lang): string {
  const w = wordsIn(outcomeWords, lang)
  const words = [data['activity'], data['outcome']].map((key) => w[key as 'call'])
  return words.filter(Boolean).join(lang === 'zh' ? '：' : ': ')
}

function taggedValue(entry: TrailEntry, { lang }: Naming): string {
  const w = wordsIn(trailWords, lang)
  const sentences = wordsIn(trailSentences, lang)
  const { before, after } = changeOf(entry, 'tags') ?? { before: [], after: [] }
  const [had, has] = [texts(before), texts(after)]
  const parts = [
    { say: sentences.tagAdded, tags: has.filter((tag) => !had.includes(tag)) },
    { say: sentences.tagRemoved, tags: had.filter((tag) => !has.includes(tag)) },
  ].filter(({ tags }) => tags.length > 0)
  return parts.map(({ say, tags }) => say({ value: tags.join(w.list) } as Filling)).join(w.stop)
}

function sharedValue(entry: TrailEntry, naming: Naming): string {
  const w = wordsIn(trailWords, naming.lang)
  const ids = texts(changeOf(entry, 'collaborators')?.after)
  return ids.map((id) => naming.name(id) ?? w.user).join(w.list) || w.nobody
}

/** The person, or what stood in for one: a rule, a form, an import. */
export function whoDid({ actor, data }: TrailEntry, naming: Naming): string {
  const w = wordsIn(trailWords, naming.lang)
  const person =
    actor.kind === 'rule'
      ? ((data['letGoBy'] ?? data['confirmedBy'] ?? data['movedBy']) as string | undefined)
      : actor.id
  return actor.name ?? (person ? naming.name(person) : undefined) ?? w[actor.kind as 'system'] ?? w.system
}

function holderName(raw: unknown, naming: Naming): string {
  const w = wordsIn(trailWords, naming.lang)
  const { kind, id } = object(raw)
  const known = typeof id === 'string' ? naming.name(id) : undefined
  if (kind === 'rep') return known ?? w.someRep
  if (kind === 'pool') return known ?? w.somePool
  return w[kind as 'waiting'] ?? w.nobody
}

export function stageName(stage: unknown, lead: Words<typeof leadWords>): string {
  return lead[stage as 'new'] ?? text(stage)
}

export function changeOf({ changes }: TrailEntry, field: string) {
  return changes.find((change) => change.field === field)
}

export function object(raw: unknown): Data {
  return typeof raw === 'object' && raw !== null ? (raw as Data) : {}
}

export function texts(raw: unknown): string[] {
  return Array.isArray(raw) ? raw.map(String) : []
}

export function text(raw: unknown): string {
  return typeof raw === 'string' || typeof raw === 'number' ? String(raw) : ''
}
