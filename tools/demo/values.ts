import type { ValuePolicy } from '../../contract/value.ts'
import type { Tx } from '../../server/db/db.ts'
import { seeToBasis } from '../../server/flow/value/basis.ts'
import { publish } from '../../server/policy/store.ts'

/** What the demo's leads are worth: what was sold, larger companies more, ads cost more; the best are called within four hours. */
const values: ValuePolicy = {
  worth: {
    amount: 12_000_000,
    history: { days: 365, by: 'source', weight: 10 },
    lines: [
      {
        id: 'large',
        label: '200 人以上的公司',
        when: { field: 'custom.company_size', op: 'one_of', value: ['201-1000', '1000+'] },
        kind: 'times',
        percent: 130,
      },
      {
        id: 'private',
        label: '要私有化部署',
        when: { field: 'need', op: 'contains', value: '私有化' },
        kind: 'plus',
        amount: 3_000_000,
      },
    ],
    spend: 10,
  },
  cost: {
    amount: 30_000,
    lines: [
      { id: 'api', label: '接口来的线索', when: { field: 'door', op: 'is', value: 'api' }, amount: 45_000 },
    ],
  },
  chance: {
    model: true,
    fewest: 200,
    weight: 20,
    grades: [
      { grade: 'A', percent: 60 },
      { grade: 'B', percent: 35 },
      { grade: 'C', percent: 15 },
    ],
    other: 5,
  },
  priority: {
    from: 6_000_000,
    minutes: 240,
    hours: { from: '08:30', until: '21:00', days: [1, 2, 3, 4, 5, 6, 7] },
    remindMinutes: 60,
    escalateMinutes: 240,
    againMinutes: 1440,
  },
}

/** Publishes it and puts it into force. */
export async function publishValues(tx: Tx, by: string, at: Date): Promise<void> {
  await publish(tx, { kind: 'value', scope: '', over: 0, body: values, note: '按成交估值', by, at })
  await seeToBasis(tx, at)
}
