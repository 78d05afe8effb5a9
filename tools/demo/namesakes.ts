import type { Tx } from '../../server/db/db.ts'
import { currentPolicy, publish } from '../../server/policy/store.ts'

/** Beside the same phone or address: of the same name in the same company a person is asked. */
export async function askOfNamesakes(
  tx: Tx,
  common: { scope: ''; over: number; by: string; at: Date },
): Promise<void> {
  const held = await currentPolicy(tx, 'match')
  if (!held) return
  const { terms, rules, ...manners } = held.body
  await publish(tx, {
    ...common,
    kind: 'match',
    note: '同公司同名的问一下',
    body: {
      ...manners,
      terms: [...terms, { name: '同公司', kind: 'company' }, { name: '同名', kind: 'name' }],
      rules: [
        ...rules,
        {
          id: 'namesake',
          name: '同公司同名',
          logic: '同公司 and 同名',
          strength: 'likely',
          against: 'leads',
          does: {
            rep: 'ask',
            pool: 'ask',
            kept: 'link',
            closed: 'link',
            converted: 'link',
            customer: 'link',
          },
          active: true,
        },
      ],
    },
  })
}
