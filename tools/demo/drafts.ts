import type { AssignPolicy, AssignRule } from '../../contract/assign.ts'
import type { ScorePolicy } from '../../contract/scorecard.ts'
import { inTransaction } from '../../server/db/db.ts'
import { startPreview } from '../../server/flow/preview/begin.ts'
import { startRehearsal } from '../../server/flow/rehearsal/begin.ts'
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

/**
 * The other founding mode as a draft: growth is in force, lean is rehearsed on the history and can be taken into the editor
 * from the rehearsal page.
 */
export async function rehearseLean({ db }: House, { orgId, adminId: by }: Demo, now: Date): Promise<void> {
  await inTransaction(db, orgId, async (tx) => {
    const held = await currentPolicy(tx, 'assign')
    if (held) await startRehearsal(tx, { draft: lean(held.body), days: 30, by, now })
  })
}

/** Good leads go to whoever is likeliest to win them, all by rule; everybody keeps a floor of them. */
function lean({ rules, ...rest }: AssignPolicy): AssignPolicy {
  const good = ['A', 'B']
  const best: AssignRule = {
    id: 'best',
    name: '好线索给最可能成交的人',
    when: { all: [{ field: 'grade', op: 'one_of', value: good }] },
    strategy: { kind: 'best' },
    active: true,
  }
  return {
    ...rest,
    rules: rules.toSpliced(rules.findIndex(isEven), 0, best),
    mode: {
      kind: 'lean',
      dial: 0.7,
      floor: { share: 0.5, days: 30, grades: good },
      explore: 0.05,
      catchUp: false,
      claims: 'limited',
      moves: 'limited',
    },
  }
}

const isEven = ({ strategy }: AssignRule) => strategy.kind === 'roundRobin'

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
