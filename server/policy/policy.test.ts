import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countRules, tryRules } from '../../contract/assign.ts'
import type { Endpoint } from '../../contract/endpoint.ts'
import { listPolicyVersions, publishPolicy, readPolicy } from '../../contract/policy.ts'
import { archivePool, addPool } from '../../contract/pool.ts'
import { plainCard } from '../../contract/scorecard.ts'
import * as contract from '../../contract/settings.ts'
import { testDb } from '../../test/database.ts'
import { policyBy } from '../../test/matching.ts'
import { arrive, arrivingLead, newTeam, publishNext, type Team } from '../../test/team.ts'
import { uuidv7 } from '../db/id.ts'
import * as flow from '../flow/routes.ts'
import { buildApp } from '../http/app.ts'
import * as settings from '../lead/routes.ts'
import * as assigning from '../rooms/assign/routes.ts'
import * as pools from '../rooms/pool/routes.ts'
import * as policies from './routes.ts'
import { policiesAt, publish } from './store.ts'

const { db, org } = await testDb()

/** A team and its admin at the API. */
async function office(reps = 0) {
  const team = await newTeam({ db, org }, { reps })
  const { house, admin } = team
  const routes = [policies, settings, flow, assigning, pools].flatMap((part) => part.routes(house))
  const app = await buildApp(house, { door: async () => admin, routes })
  const ask = async (
    endpoint: Endpoint,
    { params = {}, body }: { params?: Record<string, string>; body?: unknown } = {},
  ) => {
    const url = endpoint.path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '')
    const answer = await app.inject({
      method: endpoint.method,
      url,
      ...(body === undefined ? {} : { payload: body as object }),
    })
    return {
      status: answer.statusCode,
      ...answer.json(),
    }
  }
  return { team, ask }
}

const toPool = (team: Team, more: object = {}) => ({
  rules: [
    {
      id: 'r',
      name: '规则',
      when: { all: [] },
      strategy: { kind: 'pool', poolId: team.poolId },
      active: true,
      ...more,
    },
  ],
  fallbackPoolId: team.poolId,
})

describe('publishing', () => {
  test('over a version that is no longer current is refused; of many at once one is published', async () => {
    const { team, ask } = await office()
    const wish = { params: { kind: 'assign' }, body: { version: 1, body: toPool(team), note: '试行' } }
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(publishPolicy, wish)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const { status, code } of answers)
      if (status !== 200) expect([status, code]).toEqual([409, 'version.stale'])
    expect(await ask(readPolicy, { params: { kind: 'assign' } })).toMatchObject({
      version: 2,
      note: '试行',
      publishedBy: { id: team.admin.userId, name: team.admin.name },
    })
    const { items } = (await ask(listPolicyVersions, { params: { kind: 'assign' } })) as unknown as {
      items: { version: number }[]
    }
    expect(items.map(({ version }) => version)).toEqual([2, 1])
  })

  test.each([
    ['a field nobody has', { when: { field: 'custom.gone', op: 'is', value: 'x' } }, 'condition.invalid'],
    [
      'an operator its type has not',
      { when: { field: 'score', op: 'contains', value: 'x' } },
      'condition.invalid',
    ],
    ['a rep who is none', { strategy: { kind: 'rep', userId: uuidv7() } }, 'assign.unsound'],
    [
      'a team that is none',
      { who: { teamIds: [uuidv7()] }, strategy: { kind: 'roundRobin' } },
      'assign.unsound',
    ],
    ['a strategy that is none', { strategy: { kind: 'lottery' } }, 'policy.invalid'],
  ])('a rule with %s is refused, saying which', async (_, more, code) => {
    const { team, ask } = await office()
    const body = { version: 1, body: toPool(team, more) }
    expect(await ask(publishPolicy, { params: { kind: 'assign' }, body })).toMatchObject({
      status: 422,
      code,
    })
    expect(await ask(readPolicy, { params: { kind: 'assign' } })).toMatchObject({ version: 1 })
  })

  test('a rule that takes a pool for a rep, a team for a pool, or an id twice is refused', async () => {
    const { team, ask } = await office(1)
    const asked = async (body: object) =>
      (await ask(publishPolicy, { params: { kind: 'assign' }, body: { version: 1, body } })).code
    expect(await asked(toPool(team, { strategy: { kind: 'rep', userId: team.poolId } }))).toBe(
      'assign.unsound',
    )
    expect(await asked({ ...toPool(team), fallbackPoolId: team.teamId })).toBe('assign.unsound')
    const [rule] = toPool(team).rules
    expect(await asked({ rules: [rule, rule], fallbackPoolId: team.poolId })).toBe('policy.invalid')
    expect(
      await asked(toPool(team, { strategy: { kind: 'rep', userId: team.reps[0]?.userId } })),
    ).toBeUndefined()
  })

  test('what was in force at any past moment can be read back', async () => {
    const { team } = await office()
    const start = Date.now() + 1000
    const anyHours = fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(anyHours, fc.integer({ min: 0, max: 1001 }), async (hours, asked) => {
        const scope = uuidv7()
        const at = (hour: number) => new Date(start + hour * 3_600_000)
        const sorted = hours.toSorted((a, b) => a - b)
        await team.within(async (tx) => {
          for (const [i, hour] of sorted.entries())
            await publish(tx, {
              kind: 'match',
              scope,
              over: i,
              body: policyBy('merge', 'phone'),
              note: String(hour),
              by: null,
              at: at(hour),
            })
        })
        const then = await team.within((tx) => policiesAt(tx, at(asked)))
        const last = sorted.findLast((hour) => hour <= asked)
        expect(then.filter((policy) => policy.scope === scope).map(({ note }) => note)).toEqual(
          last ? [String(last)] : [],
        )
      }),
      { numRuns: 30 },
    )
  })

  test('a source’s own gate counts before the organisation’s, and each lead keeps the version it was scored by', async () => {
    const { team } = await office()
    const gate = { preset: 'custom', mode: 'refuse', requirements: [{ need: ['wechat'] }] } as const
    await team.within((tx) =>
      publish(tx, {
        kind: 'gate',
        scope: team.sources.get('website') as string,
        over: 0,
        body: { ...gate, requirements: [{ need: ['wechat'] }] },
        note: null,
        by: null,
        at: new Date(),
      }),
    )
    const answers = await team.call([arrivingLead(1), arrivingLead(2, { source: 'website' })])
    expect(answers.map(({ status }) => status)).toEqual(['created', 'rejected'])
  })
})

describe('a draft', () => {
  test('with a field nobody has is refused, not failed on', async () => {
    const { team, ask } = await office()
    await arrive(team, 1)
    const draft = toPool(team, { when: { field: 'custom.gone', op: 'is', value: 'x' } })
    const refused = { status: 422, code: 'condition.invalid' }
    expect(await ask(countRules, { body: { draft } })).toMatchObject(refused)
    expect(await ask(tryRules, { body: { draft, lead: arrivingLead(1) } })).toMatchObject(refused)
    expect(await ask(tryRules, { body: { draft: toPool(team), lead: arrivingLead(1) } })).toMatchObject({
      status: 200,
    })
  })

  test('is tried on a typed lead as it would arrive: cleaned, tagged and scored', async () => {
    const { team, ask } = await office()
    const term = {
      id: 't',
      label: '北京',
      when: { field: 'region', op: 'in' as const, value: ['11'] },
      points: 70,
    }
    await publishNext(team, 'score', plainCard([term], [{ grade: 'A', from: 60 }]))
    const tags = {
      id: 'g',
      when: { field: 'title', op: 'contains' as const, value: '总' },
      tags: ['高管'],
      days: null,
      active: true,
    }
    await publishNext(team, 'tags', { rules: [tags] })
    const when = {
      all: [
        { field: 'score', op: 'at_least', value: 60 },
        { field: 'tags', op: 'has_any', value: ['高管'] },
        { field: 'phone', op: 'is', value: '+8613810000001' },
      ],
    }
    const tried = await ask(tryRules, {
      body: {
        draft: toPool(team, { when }),
        lead: arrivingLead(1, { region: '北京市海淀区', phone: '138-1000-0001' }),
      },
    })
    expect(tried).toMatchObject({ status: 200, score: 70, grade: 'A', rules: [{ id: 'r', fires: true }] })
  })
})

describe('settings', () => {
  const field = {
    key: 'staff',
    type: 'number',
    label: { zh: '人数', en: 'Staff' },
    options: [],
    fast: false,
    personal: false,
    position: 0,
  }

  test('a field keeps its key and type, whatever is asked', async () => {
    const { ask } = await office()
    const { fieldId } = (await ask(contract.addField, { body: field })) as unknown as { fieldId: string }
    const wish = { ...field, key: 'people', type: 'text', label: { zh: '员工数', en: 'People' } }
    const changed = { fieldId, key: 'staff', type: 'number', label: { zh: '员工数', en: 'People' } }
    expect(await ask(contract.changeField, { params: { fieldId }, body: wish })).toMatchObject(changed)
    expect(await ask(contract.listFields)).toMatchObject({ items: [changed] })
    expect(await ask(contract.addField, { body: field })).toMatchObject({ status: 409, code: 'name.taken' })
  })

  test('what is not there, or no longer, is not changed into being', async () => {
    const { ask } = await office()
    const source = { key: 'expo', name: '展会', channel: 'event' }
    const gone = { status: 404, code: 'not_found' }
    expect(await ask(contract.changeField, { params: { fieldId: uuidv7() }, body: field })).toMatchObject(
      gone,
    )
    expect(await ask(contract.changeSource, { params: { sourceId: uuidv7() }, body: source })).toMatchObject(
      gone,
    )
    const { sourceId } = (await ask(contract.addSource, { body: source })) as unknown as { sourceId: string }
    const params = { sourceId }
    expect(await ask(contract.addSource, { body: source })).toMatchObject({ status: 409, code: 'name.taken' })
    expect(await ask(contract.archiveSource, { params })).toMatchObject({ status: 200 })
    for (const [endpoint, body] of [
      [contract.changeSource, source],
      [contract.archiveSource, undefined],
    ] as const)
      expect(await ask(endpoint, { params, body })).toMatchObject(gone)
  })

  test('an archived source takes nothing more in, and says which do', async () => {
    const { team, ask } = await office()
    await ask(contract.archiveSource, { params: { sourceId: team.sources.get('api') as string } })
    const [answer] = await team.call([arrivingLead(1)])
    expect(answer?.reasons).toMatchObject([
      { code: 'capture.source_unknown', message: expect.stringContaining('官网表单') },
    ])
  })

  test('a pool that rules send to, or that is not empty, is not archived', async () => {
    const { team, ask } = await office()
    const pool = { name: '北区', dailyLimit: null, holdingLimit: null, members: [] }
    const { poolId } = (await ask(addPool, { body: pool })) as unknown as { poolId: string }
    const archive = () => ask(archivePool, { params: { poolId } })
    const late = { id: 'r', name: '', when: { all: [] }, days: 1, remindDays: 0, poolId, active: true }
    await publishNext(team, 'recycle', { rules: [late] })
    expect(await archive()).toMatchObject({ status: 409, code: 'pool.in_use' })
    await publishNext(team, 'recycle', { rules: [] })
    await publishNext(team, 'assign', {
      rules: [{ id: 'r', name: '', when: { all: [] }, strategy: { kind: 'pool', poolId }, active: true }],
      fallbackPoolId: team.poolId,
    })
    expect(await archive()).toMatchObject({ status: 409, code: 'pool.in_use' })
    await arrive(team, 1)
    await publishNext(team, 'assign', { rules: [], fallbackPoolId: team.poolId })
    expect(await archive()).toMatchObject({ status: 409, code: 'pool.not_empty' })
  })
})
