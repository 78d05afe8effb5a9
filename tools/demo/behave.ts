import { sql } from 'kysely'
import type { BehaviourKind } from '../../contract/behaviour.ts'
import type { CriterionGroup, ScorePolicy } from '../../contract/scorecard.ts'
import { inTransaction, rows } from '../../server/db/db.ts'
import { takeEvents } from '../../server/flow/behaviour/take.ts'
import { rescoreAll } from '../../server/flow/score/anew.ts'
import type { House } from '../../server/house.ts'
import { currentPolicy, publish } from '../../server/policy/store.ts'
import type { Chance } from './chance.ts'
import type { DemoOrg } from './organisation.ts'

/** Leads of the last weeks who do something in one round of the day. */
const AT_ONCE = 12

const visits = {
  page: 60,
  download: 14,
  mailOpen: 16,
  formStart: 6,
  meeting: 4,
} as const satisfies Partial<Record<BehaviourKind, number>>
const about: Readonly<Record<keyof typeof visits, readonly string[]>> = {
  page: ['https://demo.example/price', 'https://demo.example/cases', 'https://demo.example/product'],
  download: ['选型白皮书.pdf', '报价单.pdf'],
  mailOpen: ['七月产品通讯'],
  formStart: ['预约演示'],
  meeting: ['线上研讨会'],
}

/** Some of the newer leads look around again: pages, downloads, mails, now and then a seminar. */
export async function lookAround(
  house: House,
  { orgId }: DemoOrg,
  { by, now }: { by: Chance; now: Date },
): Promise<void> {
  await inTransaction(house.db, orgId, async (tx) => {
    const leads = await rows(
      tx,
      sql<{ leadId: string }>`select lead_id from lead
        where org_id = ${orgId} and holder_kind in ('rep', 'pool') and merged_into is null
        order by arrived_at desc limit 150`,
    )
    if (leads.length === 0) return
    const events = Array.from({ length: AT_ONCE }, () => {
      const { leadId } = by.pick(leads)
      const kind = by.weighed(visits)
      return {
        id: String(by.whole(1e9)),
        kind,
        at: now.toISOString(),
        leadId,
        about: by.pick(about[kind]),
      }
    })
    await takeEvents(tx, events, { sender: 'demo', door: 'script', now })
  })
}

const did: CriterionGroup = {
  id: 'did',
  label: '行为',
  kind: 'behaviour',
  least: -20,
  most: 40,
  criteria: [
    {
      id: 'price',
      kind: 'event',
      label: '看价格页',
      event: 'page',
      about: '/price',
      points: 8,
      most: 16,
      counts: { kind: 'each' },
      fading: { kind: 'halfLife', days: 14 },
    },
    {
      id: 'paper',
      kind: 'event',
      label: '下载资料',
      event: 'download',
      points: 15,
      counts: { kind: 'once' },
      fading: { kind: 'halfLife', days: 21 },
    },
    {
      id: 'seminar',
      kind: 'event',
      label: '参加研讨会',
      event: 'meeting',
      points: 20,
      counts: { kind: 'once' },
      withinDays: 60,
    },
    { id: 'quiet', kind: 'silence', label: '没有动静', afterDays: 7, points: -3, everyDays: 7, most: 12 },
  ],
}

/** Half-way the organisation adds behaviour and silence to its scorecard: scores fade from then on. */
export async function countBehaviour(house: House, { orgId }: DemoOrg, at: Date): Promise<void> {
  await inTransaction(house.db, orgId, async (tx) => {
    const held = await currentPolicy(tx, 'score')
    if (!held) return
    const body: ScorePolicy = {
      cards: held.body.cards.map((card) => ({ ...card, groups: [...card.groups, did] })),
    }
    const note = '行为也计分，久无动静扣分'
    await publish(tx, { kind: 'score', scope: '', over: held.version, body, note, by: held.publishedBy, at })
  })
}

/** Scores as they are today: while history was made nothing faded by itself. */
export async function scoreToday({ db }: House, { orgId }: DemoOrg): Promise<void> {
  await rescoreAll({ db, orgId, signal: new AbortController().signal })
}
