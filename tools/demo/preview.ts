import type { ScorePolicy } from '../../contract/scorecard.ts'
import { inTransaction } from '../../server/db/db.ts'
import { startPreview } from '../../server/flow/preview/begin.ts'
import type { House } from '../../server/house.ts'
import { currentPolicy } from '../../server/policy/store.ts'

/** What the admin thinks of changing: company size and budget weigh more, an e-mail address nothing. */
const points: Readonly<Record<string, number>> = { large: 35, budget: 25, email: 0, buyer: 10 }

interface Demo {
  readonly orgId: string
  readonly adminId: string
}

/** A draft of the scorecards that is being run on the history; it is done soon after the demo opens. */
export async function previewDraft({ db }: House, { orgId, adminId: by }: Demo, now: Date): Promise<void> {
  await inTransaction(db, orgId, async (tx) => {
    const held = await currentPolicy(tx, 'score')
    if (!held) return
    const asked = { version: undefined, against: undefined, days: 365, field: 'custom.company_size' }
    await startPreview(tx, { ...asked, draft: reweighed(held.body), by, now })
  })
}

function reweighed({ cards }: ScorePolicy): ScorePolicy {
  return {
    cards: cards.map((card) => ({
      ...card,
      groups: card.groups.map((group) => ({
        ...group,
        criteria: group.criteria.map((one) =>
          one.kind === 'fact' ? { ...one, points: points[one.id] ?? one.points } : one,
        ),
      })),
    })),
  }
}
