import type { Lang, Words } from '../../app/language.tsx'
import { wordsIn } from '../../app/language.tsx'
import type { TrailEntry } from './lead.ts'
import { outcomeWords } from './outcomeWords.ts'
import { trailSentences, trailWords } from './trailWords.ts'
import type { Filling } from './trailWords.ts'
import { leadWords } from './words.ts'

/** Where the names are that a trail holds only as ids and keys. */
export interface Naming {
  lang: Lang
  /** A person, pool or source; undefined outside what the reader may know. */
  name: (id: string) => string | undefined
  /** A field by the name people know it: 公司. */
  field: (key: string) => string
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
function variantOf({ kind, data, rule }: TrailEntry): Kind {
  if (kind !== 'assigned') return kind in trailSentences ? (kind as Kind) : 'other'
  if (data['byHand']) return 'assignedByHand'
  if (data['letGoBy']) return 'letGo'
  if (noPolicy(data)) return 'unassigned'
  if (object(object(data['why'])['customer'])['because'] === null) return 'assignedAsCustomer'
  if (!rule?.id) return 'fallback'
  return rule.name ? 'assigned' : 'assignedByRule'
}

const noPolicy = (data: Data) => 'noPolicy' in object(data['why'])

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
    reason: text(data['reason']),
    fields: fieldsOf(changes, naming) || w.someFacts,
    value: valueOf(entry, naming),
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
  if (kind === 'tagged') return taggedValue(entry, naming)
  if (kind === 'stage_changed') return stageName(changeOf(entry, 'stage')?.after, lead)
  if (kind === 'followed_up') return followupValue(data, naming.lang)
  if (kind === 'closed') return lead[(data['closedAs'] ?? data['as']) as 'lost'] ?? ''
  if (kind === 'shared') return sharedValue(entry, naming)
  if (kind === 'scored') return text(data['score'])
  if (kind === 'assigned') return text(object(object(data['why'])['customer'])['company'])
  return kind
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
  const person = actor.kind === 'rule' ? (data['letGoBy'] as string | undefined) : actor.id
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
