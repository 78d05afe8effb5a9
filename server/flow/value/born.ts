import type { Tx } from '../../db/db.ts'
import { openPriorities } from '../../lead/priority.ts'
import type { NewLead } from '../../lead/store.ts'
import type { Decision } from '../decision.ts'
import type { Setup } from '../setup.ts'

type Values = Pick<
  NewLead,
  'expectedValue' | 'valueTerms' | 'valueVersion' | 'prioritySince' | 'priorityDueAt'
>

/** What a new lead's row says of its value and its priority. */
export function bornWorth({ valued, due }: Decision['score'], setup: Setup): Values {
  return {
    expectedValue: valued?.total ?? null,
    valueTerms: valued,
    valueVersion: valued ? (setup.basis?.version ?? null) : null,
    prioritySince: due && setup.moment.now,
    priorityDueAt: due?.dueAt ?? null,
  }
}

/** New leads that go first are awaited from now on. */
export async function awaitBorn(
  tx: Tx,
  born: readonly (Decision & { readonly leadId: string })[],
  setup: Setup,
): Promise<void> {
  for (const [due, first] of Map.groupBy(born, ({ score }) => score.due)) {
    if (!due) continue
    const opened = first.map(({ leadId, holder, score }) => ({
      leadId,
      userId: holder?.kind === 'rep' ? holder.id : null,
      value: score.valued?.total ?? 0,
    }))
    await openPriorities(tx, opened, { now: setup.moment.now, due })
  }
}
