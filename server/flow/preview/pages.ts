import { nothingDone, type Tally } from '../../../contract/scoring/tally.ts'
import type { LeadFacts } from '../../../rules/matches.ts'
import type { Tx } from '../../db/db.ts'
import { ofLeadsUntil } from '../../rooms/behaviour/store/events.ts'
import { readTallies } from '../../rooms/behaviour/store/tallies.ts'
import { atArrival } from '../../rooms/score/decide/learned/arrival.ts'
import type { Done } from '../../rooms/score/decide/preview/marker.ts'
import type { ArrivedLead, OpenLead } from '../../rooms/score/decide/preview/rehearsal.ts'
import type { Place } from '../../rooms/score/store/history.ts'
import { type ArrivedRow, arrivedLeads, openLeads } from '../../rooms/score/store/rehearsed.ts'
import { readPast } from '../learn/past.ts'
import type { Run } from './run.ts'

/** Leads read at a time: few enough that the server answers others within milliseconds. */
const PAGE = 500
/** Events of one lead that are looked at, the newest: one who did more is scored by these. */
const DEEDS = 2000

/** Leads as the thread scores them, and where the next page begins; undefined where there is none. */
interface Page<Lead, At> {
  readonly read: Lead[]
  readonly last: At | undefined
}
export type OpenPage = Page<OpenLead, string>
export type ArrivedPage = Page<ArrivedLead, Place>

/** A page of open leads in the order of their ids. */
export async function readOpen(tx: Tx, run: Run, after: string | null): Promise<OpenPage> {
  const { properties } = run.asks
  const found = await openLeads(tx, { after, limit: PAGE, properties })
  const { now } = run.ground.at
  const done = await doneBy(tx, run, {
    leads: found.map(({ leadId }) => ({ leadId, until: now })),
    held: true,
  })
  return {
    read: found.map((lead) => ({
      leadId: lead.leadId,
      userId: lead.holderKind === 'rep' ? lead.holderId : null,
      facts: lead,
      done: done(lead.leadId),
    })),
    last: found.length < PAGE ? undefined : found.at(-1)?.leadId,
  }
}

/** A page of past arrivals as they arrived, the newest first. */
export async function readArrived(tx: Tx, run: Run, behind: Place | null): Promise<ArrivedPage> {
  const found = await arrivedLeads(tx, { since: run.since, behind, limit: PAGE })
  const trails = await readPast(tx, found)
  const until = found.map(({ leadId, arrivedAt }) => ({ leadId, until: arrivedAt }))
  const done = await doneBy(tx, run, { leads: until, held: false })
  return {
    read: found.map((lead) => {
      const facts = bornAs(lead, atArrival(lead, trails.get(lead.leadId)?.edits ?? []))
      return {
        facts: only(facts, run.asks.properties),
        done: done(lead.leadId),
        arrivedAt: lead.arrivedAt,
        won: wonOf(lead),
        parts: partsOf(lead, facts, run),
      }
    }),
    last: found.length < PAGE ? undefined : found.at(-1),
  }
}

/** What a lead was besides what its trail tells: new, and nobody’s. */
function bornAs({ arrivedAt }: ArrivedRow, facts: LeadFacts): LeadFacts {
  return {
    ...facts,
    stage: 'new',
    stageAt: arrivedAt,
    createdAt: arrivedAt,
    updatedAt: arrivedAt,
    closedAs: null,
  }
}

const only = (facts: LeadFacts, properties: readonly string[]): LeadFacts =>
  Object.fromEntries(properties.map((property) => [property, facts[property]]))

const outcomes = new Set<unknown>(['converted', 'lost', 'invalid'])

const wonOf = ({ stage, closedAs }: ArrivedRow): boolean | null =>
  outcomes.has(stage) && outcomes.has(closedAs) ? stage === 'converted' : null

function partsOf(
  lead: ArrivedRow,
  facts: LeadFacts,
  { teams, options: { field } }: Run,
): ArrivedLead['parts'] {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)
  const attrs = facts['attrs'] as LeadFacts | null | undefined
  return {
    source: text(lead['sourceId']),
    channel: lead.channel,
    province: text(facts['region'])?.slice(0, 2) ?? null,
    team: (lead.worker && teams.get(lead.worker)) ?? null,
    ...(field ? { field: text(attrs?.[field.slice('custom.'.length)]) } : {}),
  }
}

const nothing: Done = { tally: nothingDone }

/** What leads did, each until a moment. `held`: until now, so that what is folded already will do where it is fresh. */
async function doneBy(
  tx: Tx,
  { asks, foldedBy }: Run,
  { leads, held }: { leads: readonly { leadId: string; until: Date }[]; held: boolean },
): Promise<(leadId: string) => Done> {
  if (!asks.deeds) return () => nothing
  // Who has no tally did nothing at all
  const tallies = await readTallies<Tally>(
    tx,
    leads.map(({ leadId }) => leadId),
  )
  const fresh = (leadId: string) => held && foldedBy !== null && tallies.get(leadId)?.version === foldedBy
  const told = leads.filter(({ leadId }) => tallies.has(leadId) && !fresh(leadId))
  const deeds = await ofLeadsUntil(tx, told, DEEDS)
  return (leadId) => {
    const tally = tallies.get(leadId)?.tally
    if (tally && fresh(leadId)) return { tally }
    const did = deeds.get(leadId)
    return did ? { deeds: did } : nothing
  }
}
