import type { AssignPolicy } from '../../contract/assign.ts'
import { plainCard } from '../../contract/scorecard.ts'
import { inTransaction, type Tx } from '../../server/db/db.ts'
import { uuidv7 } from '../../server/db/id.ts'
import type { House } from '../../server/house.ts'
import { keepField, keepSource } from '../../server/lead/settings.ts'
import { createMember } from '../../server/people/members.ts'
import { createOrg } from '../../server/people/org.ts'
import { sealPassword } from '../../server/people/password.ts'
import { createTeam } from '../../server/people/teams.ts'
import { setCalendar, setShift } from '../../server/people/time.ts'
import { currentPolicy, publish } from '../../server/policy/store.ts'
import { keepPool } from '../../server/rooms/pool/store.ts'
import { makeApp } from './apps.ts'
import { chance } from './chance.ts'
import { makeForm } from './form.ts'
import { nameOf, sources } from './leads.ts'
import { askOfNamesakes } from './namesakes.ts'
import { idealCustomer } from './profile.ts'
import { joined } from './reps.ts'

export const DEMO_ORG = 'demo'
/** For a demo that listens on this machine only; a real organisation's first password is its admin's own. */
export const DEMO_PASSWORD = 'river-sluice-2026'

export interface DemoOrg {
  readonly orgId: string
  readonly adminId: string
  readonly poolId: string
  readonly reps: readonly string[]
  readonly sourceIds: ReadonlyMap<string, string>
}

/** Makes the demo's organisation: 24 reps in 3 teams with a manager each, a marketer, an admin, and their rules. */
export async function makeOrganisation(house: House, at: Date): Promise<DemoOrg> {
  const passwordHash = await sealPassword(DEMO_PASSWORD, [])
  const orgId = await createOrg(house, { name: '云帆软件（演示）', slug: DEMO_ORG, at })
  return inTransaction(house.db, orgId, async (tx) => {
    const adminId = await createMember(tx, {
      name: '管理员 苏晴',
      email: 'admin@demo.sluice',
      roles: ['admin'],
      passwordHash,
      at,
    })
    const marketer = { name: '市场 林夕', email: 'marketer@demo.sluice' }
    await createMember(tx, { ...marketer, roles: ['marketer'], passwordHash, at })
    const { teams, reps } = await makeTeams(tx, { passwordHash, at, by: adminId })
    const sourceIds = await makeSources(tx, { by: adminId, at })
    await makeFields(tx, { by: adminId, at })
    const poolId = await makeRules(tx, { teams, at, by: adminId })
    await makeForm(tx, adminId)
    await makeApp(tx, house, reps)
    return { orgId, adminId, poolId, reps, sourceIds }
  })
}

interface Making {
  readonly passwordHash: string
  readonly at: Date
  readonly by: string
}

async function makeTeams(tx: Tx, { passwordHash, at, by }: Making) {
  const dice = chance(7)
  const stamp = { at, by }
  const top = await createTeam(tx, { name: '销售部' }, stamp)
  const teams: Record<string, string> = {}
  const reps: string[] = []
  for (const [key, name] of [
    ['east', '华东组'],
    ['north', '华北组'],
    ['south', '华南组'],
  ] as const) {
    const teamId = await createTeam(tx, { name, parentId: top }, stamp)
    teams[key] = teamId
    const manager = {
      name: `${nameOf(dice)}（主管）`,
      email: `manager-${key}@demo.sluice`,
      roles: ['manager' as const],
      leads: true,
    }
    await createMember(tx, { ...manager, passwordHash, at, by, teamId })
    for (let i = 1; i <= 8; i++) {
      const email = `rep${reps.length + 1}@demo.sluice`
      reps.push(
        await createMember(tx, {
          name: nameOf(dice),
          email,
          roles: ['rep'],
          passwordHash,
          at,
          by,
          teamId,
          joinedOn: joined(reps.length, at),
          holdingMax: 150,
          dailyMax: 20,
          weeklyMax: 100,
        }),
      )
    }
  }
  const nine = [
    { from: '09:00', to: '12:00' },
    { from: '13:30', to: '18:30' },
  ]
  const week = [nine, nine, nine, nine, nine, [], []]
  await setCalendar(tx, { kind: 'hours', week, holidays: 'cn' }, stamp)
  const late = [{ from: '13:00', to: '21:00' }]
  const shift = { week: [[], late, late, late, late, late, late], worksHolidays: false }
  for (const userId of reps.slice(6, 8)) await setShift(tx, { userId, shift }, stamp)
  return { teams, reps }
}

async function makeSources(tx: Tx, writer: { by: string; at: Date }): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const [key, { name, channel }] of Object.entries(sources)) {
    if (key === 'website') continue // every organisation begins with that one
    const sourceId = uuidv7()
    ids.set(key, sourceId)
    await keepSource(tx, { sourceId, key, name, channel }, writer)
  }
  return ids
}

async function makeFields(tx: Tx, writer: { by: string; at: Date }): Promise<void> {
  const option = (value: string) => ({ value, label: { zh: `${value} 人`, en: value } })
  await keepField(
    tx,
    {
      fieldId: uuidv7(),
      key: 'company_size',
      type: 'choice',
      label: { zh: '公司规模', en: 'Company size' },
      options: ['1-50', '51-200', '201-1000', '1000+'].map(option),
      fast: true,
      personal: false,
      position: 1,
    },
    writer,
  )
  await keepField(
    tx,
    {
      fieldId: uuidv7(),
      key: 'budget',
      type: 'number',
      label: { zh: '预算（元）', en: 'Budget (yuan)' },
      options: [],
      fast: false,
      personal: false,
      position: 2,
    },
    writer,
  )
}

const east = ['31', '32', '33', '34', '35', '36', '37']
const north = ['11', '12', '13', '14', '15', '21', '22', '23']

async function makeRules(
  tx: Tx,
  { teams, at, by }: { teams: Record<string, string>; at: Date; by: string },
): Promise<string> {
  const held = await currentPolicy(tx, 'assign')
  const poolId = held?.body.fallbackPoolId as string
  const members = Object.values(teams).map((id) => ({ kind: 'team' as const, id }))
  await keepPool(tx, { poolId, name: '全国公海', dailyLimit: 20, holdingLimit: 160, members })
  const common = { scope: '' as const, over: 1, by, at }
  const team = (id: string, name: string, when: AssignPolicy['rules'][number]['when'], key: string) => ({
    id,
    name,
    when,
    who: { teamIds: [teams[key] as string] },
    strategy: { kind: 'roundRobin' as const },
    active: true,
  })
  await publish(tx, {
    ...common,
    kind: 'assign',
    note: '增长模式：按地区轮流，低分进公海',
    body: {
      rules: [
        {
          id: 'low',
          name: '低分进公海',
          when: { all: [{ field: 'score', op: 'below', value: 15 }] },
          strategy: { kind: 'pool', poolId },
          active: true,
        },
        team('east', '华东轮流', { all: [{ field: 'region', op: 'in', value: east }] }, 'east'),
        team('north', '华北轮流', { all: [{ field: 'region', op: 'in', value: north }] }, 'north'),
        team('south', '其余归华南', { all: [] }, 'south'),
      ],
      fallbackPoolId: poolId,
      mode: {
        kind: 'growth',
        dial: 0.2,
        floor: { share: 0.5, days: 30, grades: ['A'] },
        explore: 0,
        catchUp: true,
        claims: 'open',
        moves: 'open',
      },
    },
  })
  await publish(tx, { ...common, kind: 'score', note: null, body: scorecard })
  await publish(tx, { ...common, over: 0, kind: 'profile', note: null, body: idealCustomer })
  await askOfNamesakes(tx, common)
  await publish(tx, {
    ...common,
    kind: 'recycle',
    note: null,
    body: {
      rules: [
        {
          id: 'hot',
          name: 'A 级 3 天',
          when: { all: [{ field: 'grade', op: 'one_of', value: ['A'] }] },
          days: 3,
          remindDays: 1,
          again: 1,
          poolId: null,
          active: true,
        },
        {
          id: 'rest',
          name: '其余 15 天',
          when: { all: [] },
          days: 15,
          remindDays: 3,
          poolId: null,
          active: true,
        },
      ],
    },
  })
  await publish(tx, {
    ...common,
    kind: 'tags',
    note: null,
    body: {
      rules: [
        {
          id: 'rival',
          when: { all: [{ field: 'need', op: 'contains', value: '比较' }] },
          tags: ['竞品对比'],
          days: null,
          active: true,
        },
        {
          id: 'private',
          when: { all: [{ field: 'need', op: 'contains', value: '私有化' }] },
          tags: ['私有化部署'],
          days: null,
          active: true,
        },
      ],
    },
  })
  return poolId
}

const term = (id: string, label: string, when: AssignPolicy['rules'][number]['when'], points: number) => ({
  id,
  label,
  when,
  points,
})
const scorecard = plainCard(
  [
    term(
      'decider',
      '能拍板的职位',
      {
        any: [
          { field: 'title', op: 'contains', value: '总' },
          { field: 'title', op: 'contains', value: '主任' },
        ],
      },
      30,
    ),
    term('buyer', '采购相关', { all: [{ field: 'title', op: 'contains', value: '采购' }] }, 15),
    term('need', '写明了需求', { not: { field: 'need', op: 'is_empty' } }, 15),
    term(
      'large',
      '200 人以上',
      { all: [{ field: 'custom.company_size', op: 'one_of', value: ['201-1000', '1000+'] }] },
      20,
    ),
    term('budget', '预算 5 万以上', { all: [{ field: 'custom.budget', op: 'at_least', value: 50_000 }] }, 15),
    term('email', '留了邮箱', { not: { field: 'email', op: 'is_empty' } }, 5),
    term('intern', '实习生', { all: [{ field: 'title', op: 'contains', value: '实习' }] }, -30),
  ],
  [
    { grade: 'A', from: 65 },
    { grade: 'B', from: 40 },
    { grade: 'C', from: 15 },
    { grade: 'D', from: -1000 },
  ],
)
