import { sql } from 'kysely'
import type { z } from 'zod'
import type { readProfileReport } from '../../contract/profile.ts'
import { fieldsOf } from '../../rules/fields.ts'
import type { LeadFacts } from '../../rules/matches.ts'
import { rows, type Tx } from '../db/db.ts'
import { readFields } from '../lead/fields.ts'
import { policyVersions } from '../policy/store.ts'
import { type Count, measured } from '../rooms/profile/decide/measure.ts'
import { type Decided, suggest } from '../rooms/profile/decide/suggest.ts'

type Report = z.output<(typeof readProfileReport)['reply']>

/** Decided leads that suggestions are made from: the newest. */
const NEWEST = 20_000

/** Merged leads stand for nobody, and one that was withdrawn should never have been. */
const counts = sql`lead.closed_as is distinct from 'merged' and lead.closed_as is distinct from 'withdrawn'
  and lead.closed_as is distinct from 'erased'`
const outcome = sql`case lead.stage when 'converted' then 'won' when 'lost' then 'lost' when 'invalid' then 'lost' else 'open' end`

/** What became of the leads that a version of the profile judged (the newest where none is asked for), and what those won have in common. */
export async function profileReport(tx: Tx, asked: number | undefined): Promise<Report> {
  const versions = (await policyVersions(tx, 'profile', '')).map(({ version, validFrom }) => ({
    version,
    from: validFrom,
  }))
  const version = versions.find((one) => one.version === asked)?.version ?? versions[0]?.version ?? null
  const counted = await rows(
    tx,
    sql<Count>`select j.verdict, j.kept, ${outcome} as outcome, count(*)::int as n
      from profile_judged j join lead on lead.org_id = j.org_id and lead.lead_id = j.lead_id
      where j.org_id = ${tx.orgId} and j.version = ${version}::integer and ${counts}
      group by 1, 2, 3`,
  )
  const decided = await readDecided(tx)
  const fields = fieldsOf((await readFields(tx)).filter(({ archived }) => !archived))
  return {
    versions,
    version,
    ...measured(counted),
    suggested: suggest(decided, fields),
    decided: decided.length,
  }
}

async function readDecided(tx: Tx): Promise<Decided[]> {
  const found = await rows(
    tx,
    sql<LeadFacts & { stage: string }>`select lead.* from lead
      where lead.org_id = ${tx.orgId} and lead.stage in ('converted', 'lost', 'invalid') and ${counts}
      order by lead.arrived_at desc, lead.lead_id desc limit ${NEWEST}`,
  )
  return found.map((lead) => ({ lead, won: lead.stage === 'converted' }))
}
