import type { Scan } from '../../../contract/match.ts'
import { levelName, type Model } from '../../rooms/match/decide/likely/model.ts'
import type { Found, HeldScan } from '../../rooms/match/store/scans.ts'

/** A scan as its reader is shown it. */
export function presentScan({ progress, counts, createdBy, creator, options, ...held }: HeldScan): Scan {
  const { scanId, state, model, createdAt, startedAt, finishedAt } = held
  const active = state === 'checking' || state === 'running'
  return {
    scanId,
    state,
    closed: options.closed ?? false,
    step: active ? (progress.step ?? 'read') : null,
    leads: progress.leads ?? 0,
    leadsRead: progress.leadsRead ?? 0,
    pairsStored: progress.pairsStored ?? 0,
    found: state === 'done' ? (counts as Found) : null,
    fields: model && fieldsOf(model),
    createdBy: { id: createdBy, name: creator },
    createdAt,
    startedAt,
    finishedAt,
  }
}

function fieldsOf({ fields, m, u }: Model): NonNullable<Scan['fields']> {
  return fields.map(({ field, kind }, c) => ({
    field,
    levels: m[c]!.slice(1).map((same, i) => {
      const different = u[c]![i + 1]!
      return { level: levelName(kind, i + 1), weight: Math.log2(same / different), same, different }
    }),
  }))
}
