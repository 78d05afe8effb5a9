import type { FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type Endpoint, keyScopes, type Role, roles } from '../contract/endpoint.ts'
import { type RefusalCode, refusals } from '../contract/refusals.ts'
import { rows } from '../server/db/db.ts'
import { uuidv7 } from '../server/db/id.ts'
import { buildApp } from '../server/http/app.ts'
import * as settings from '../server/lead/settings.ts'
import { routesOf } from '../server/parts.ts'
import type { Caller } from '../server/people/caller.ts'
import { claim } from '../server/rooms/pool/service.ts'
import { knownCustomer, knownOfCustomer, secretCustomer } from './customers.ts'
import { testDb } from './database.ts'
import { member, program, testHouse } from './house.ts'
import { sample } from './samples.ts'
import { arrivingLead, newTeam, type Team } from './team.ts'

const testing = await testDb()
const { db } = testing
const house = testHouse(db)
const routes = routesOf(house)
const endpoints = routes.map(({ endpoint }) => endpoint)

const callers = new Map<string, Caller>()
const door = async (_: unknown, request: FastifyRequest) =>
  callers.get(String(request.headers['x-as'])) ?? null
const app = await buildApp(house, { door, routes })

interface Sent {
  params?: unknown
  query?: unknown
  body?: unknown
}

async function ask(endpoint: Endpoint, caller: Caller | null, { params = {}, query, body }: Sent = {}) {
  const as = uuidv7()
  if (caller) callers.set(as, caller)
  const filled = params as Record<string, string>
  const answer = await app.inject({
    method: endpoint.method,
    url: endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(filled[name] ?? 'x')),
    headers: { 'x-as': as },
    ...(query ? { query: query as Record<string, string> } : {}),
    ...(body === undefined || endpoint.raw ? {} : { payload: body as object }),
  })
  const problem = answer.headers['content-type']?.includes('problem+json')
    ? (answer.json() as { code: RefusalCode })
    : null
  if (problem) refusedWith.set(endpoint.id, new Set([...(refusedWith.get(endpoint.id) ?? []), problem.code]))
  return { status: answer.statusCode, text: answer.body, code: problem?.code }
}

const refusedWith = new Map<string, Set<RefusalCode>>()

/** A team in which a lead of everybody's kind lies, with a word in every text that is nowhere else. */
async function furnished(secret: string) {
  const team = await newTeam(testing, { reps: 2 })
  const [holder] = team.reps as [Team['reps'][number]]
  const answers = await team.call([
    arrivingLead(1, {
      name: `${secret}甲`,
      company: `${secret}公司`,
      note: secret,
      tags: [secret],
      touch: { utm_source: secret },
    }),
    arrivingLead(2, { name: `${secret}乙`, title: null }),
    arrivingLead(3, { name: `${secret}丙` }),
  ])
  const [held = '', quarantined = '', pooled = ''] = answers.map(({ leadId }) => leadId as string)
  const word = `${secret}字段`
  const field = { fieldId: uuidv7(), key: 'secret', type: 'text' as const, label: { zh: word, en: word } }
  await team.within(async (tx) => {
    await claim(tx, holder, { poolId: team.poolId, wanted: { leadIds: [held] }, now: new Date() })
    const writer = { by: null, at: new Date() }
    await settings.keepField(tx, { ...field, options: [], fast: false, personal: false, position: 0 }, writer)
  })
  const customerId = await knownCustomer(team, secretCustomer(secret, holder.userId))
  return { ...team, holder, held, quarantined, pooled, customerId, fieldId: field.fieldId }
}
const ours = await furnished('河图洛书')
const theirs = await furnished('别家')

/** Everything of an organisation, in one word: whatever is changed changes it. */
async function fingerprint(orgId: string): Promise<string> {
  const { rows: tables } = await db.ownerPool.query<{ name: string }>(`
    select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and c.column_name = 'org_id' and t.table_type = 'BASE TABLE' order by 1`)
  const parts = tables.map(
    ({ name }) =>
      `select '${name}' || coalesce(md5(string_agg(t::text, ',' order by t::text)), '') as part from "${name}" t where org_id = $1`,
  )
  const { rows: found } = await db.ownerPool.query<{ part: string }>(parts.join(' union all '), [orgId])
  return found.map(({ part }) => part).join('\n')
}

/** Everything an endpoint can be told about the team: its ids, its current versions. */
function knownOf(team: typeof ours) {
  const ids = { leadId: team.held, leadIds: [team.held, team.quarantined, team.pooled], lead: team.held }
  const people = { userId: team.holder.userId, userIds: [team.holder.userId], deputyId: team.holder.userId }
  const places = {
    poolId: team.poolId,
    pool: team.poolId,
    teamId: team.teamId,
    team: team.teamId,
    fieldId: team.fieldId,
  }
  const source = { sourceId: team.sources.get('api'), source: 'api' }
  const text = {
    kind: 'assign',
    slug: 'form',
    condition: '{"all":[]}',
    region: '11',
    zone: 'Asia/Shanghai',
    currency: 'CNY',
  }
  const all = { ...ids, ...knownOfCustomer(team), ...people, ...places, ...source, ...text }
  return { ...all, anyId: team.held, version: 1 }
}

const sentTo = (endpoint: Endpoint, team: typeof ours, full: boolean): Sent => ({
  params: sample(endpoint.params, knownOf(team)),
  query: sample(endpoint.query, knownOf(team), full),
  body: sample(endpoint.body, { ...knownOf(team), ...bodies[endpoint.id] }, full),
})

// What a schema cannot tell of itself.
const bodies: Record<string, object> = {
  'followup.stage': { stage: 'lost' },
  'followup.log': { kind: 'call', outcome: 'met' },
  'leads.assign': { to: { kind: 'rep', id: ours.holder.userId } },
  'leads.capture': { leads: [arrivingLead(70)] },
}

// Streams that are answered for as long as a page is open.
const endless = (endpoint: Endpoint) => endpoint.id.startsWith('live')
const mayBy = (endpoint: Endpoint, role: Role) =>
  endpoint.may === 'anyone' || endpoint.may === 'user' || endpoint.may.includes(role)

test('there are endpoints, each under an id and an address of its own', () => {
  expect(endpoints.length).toBeGreaterThan(80)
  expect(new Set(endpoints.map(({ id }) => id)).size).toBe(endpoints.length)
  const addresses = endpoints.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ':')}`)
  expect(new Set(addresses).size).toBe(endpoints.length)
})

test.each(endpoints.map((endpoint) => [endpoint.id, endpoint] as const))(
  '%s is refused to strangers and to every role and key that may not',
  async (_, endpoint) => {
    const { may } = endpoint
    if (may === 'anyone') return expect((await ask(endpoint, null)).code).not.toBe('auth.required')
    expect(await ask(endpoint, null)).toMatchObject({ status: 401, code: 'auth.required' })
    for (const role of roles.filter((each) => !mayBy(endpoint, each)))
      expect({ role, ...(await ask(endpoint, member(ours.orgId, [role]))) }).toMatchObject({
        role,
        status: 403,
        code: 'auth.forbidden',
      })
    for (const scope of keyScopes.filter((each) => may === 'user' || !may.includes(`key:${each}`)))
      expect({ scope, ...(await ask(endpoint, program(ours.orgId, [scope]))) }).toMatchObject({
        scope,
        status: 403,
        code: 'auth.forbidden',
      })
  },
)

test('each is documented, with what it refuses with', async () => {
  const documented = (await app.inject('/openapi.json')).json() as {
    paths: Record<
      string,
      Record<string, { operationId: string; description: string; responses: object; security: object[] }>
    >
  }
  for (const { id, method, path, may, refuses = [], summary } of endpoints.filter(
    ({ id }) => !id.startsWith('form.'),
  )) {
    const entry = documented.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
    expect({ id, entry }).toMatchObject({ id, entry: { operationId: id, summary } })
    for (const code of refuses) expect(entry?.description).toContain(`\`${code}\`: ${refusals[code].en}`)
    expect(Object.keys(entry?.responses ?? {})).toEqual(expect.arrayContaining(['4XX']))
    expect(entry?.security.length === 0).toBe(may === 'anyone')
  }
})

/** Somebody who may do everything in an organisation, so that nothing but its walls stands in their way. */
const almighty = (team: Team): Caller => ({ ...team.admin, roles: [...roles] })
const key = (team: Team): Caller => program(team.orgId, [...keyScopes])
const callerFor = (endpoint: Endpoint, team: Team): Caller | null =>
  endpoint.may === 'anyone'
    ? null
    : endpoint.may === 'user' || roles.some((role) => mayBy(endpoint, role))
      ? almighty(team)
      : key(team)

const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g
const ourIds = new Set(
  [
    ours.orgId,
    ours.teamId,
    ours.poolId,
    ours.held,
    ours.quarantined,
    ours.pooled,
    ours.fieldId,
    ours.customerId,
  ].concat(
    [...ours.sources.values()],
    [...ours.reps, ours.admin].map(({ userId }) => userId),
  ),
)

const walked = endpoints.filter((endpoint) => !endless(endpoint))

test.each(walked.map((endpoint) => [endpoint.id, endpoint] as const))(
  '%s tells a stranger from another organisation nothing and changes nothing of ours',
  async (_, endpoint) => {
    const before = await fingerprint(ours.orgId)
    for (const full of [true, false]) {
      const sent = sentTo(endpoint, ours, full)
      const said = JSON.stringify(sent)
      for (const caller of new Set([
        callerFor(endpoint, theirs),
        endpoint.may === 'anyone' ? null : almighty(theirs),
      ])) {
        const { status, text } = await ask(endpoint, caller, sent)
        expect({ status, text }).toEqual({
          status: expect.toSatisfy((code: number) => code < 500),
          text: expect.not.stringContaining('河图洛书'),
        })
        const learned = (text.match(uuids) ?? []).filter((id) => ourIds.has(id) && !said.includes(id))
        expect(learned).toEqual([])
      }
    }
    expect(await fingerprint(ours.orgId)).toBe(before)
  },
)

/** The three leads with all that hangs on them. */
async function leadsPrint(team: typeof ours): Promise<string> {
  const tables = ['lead', 'lead_key', 'lead_tag', 'lead_fast', 'lead_event', 'lead_collaborator', 'activity']
  const leadIds = [team.held, team.quarantined, team.pooled]
  const parts = tables.map(
    (name) =>
      `select '${name}' || coalesce(string_agg(t::text, ',' order by t::text), '') as part from ${name} t where org_id = $1 and lead_id = any($2)`,
  )
  const { rows: found } = await db.ownerPool.query<{ part: string }>(parts.join(' union all '), [
    team.orgId,
    leadIds,
  ])
  return found.map(({ part }) => part).join('\n')
}

const outsider = member(ours.orgId, ['rep'], { name: '新人' })
await ours.within((tx) =>
  rows(
    tx,
    sql`insert into member (org_id, user_id, name, roles) values (${tx.orgId}, ${outsider.userId}, '新人', '{rep}')`,
  ),
)
const repCan = walked.filter((endpoint) => endpoint.may !== 'anyone' && mayBy(endpoint, 'rep'))

test.each(repCan.map((endpoint) => [endpoint.id, endpoint] as const))(
  '%s has nothing for a rep about leads outside their scope',
  async (_, endpoint) => {
    const before = await leadsPrint(ours)
    const { status, code, text } = await ask(endpoint, outsider, sentTo(endpoint, ours, true))
    if (endpoint.path.includes(':leadId')) expect([status, code]).toEqual([404, 'not_found'])
    expect(text).not.toMatch(/河图洛书[甲乙丙]|1381000000[123]/)
    expect(await leadsPrint(ours)).toBe(before)
  },
)

test('contacts are masked for whoever does not see them in full, wherever they read', async () => {
  const marketer = member(ours.orgId, ['marketer'])
  await ours.within((tx) =>
    rows(
      tx,
      sql`insert into member (org_id, user_id, name, roles) values (${tx.orgId}, ${marketer.userId}, '市场', '{marketer}')`,
    ),
  )
  const read: string[] = []
  for (const endpoint of walked.filter(({ method, may }) => method === 'GET' && may !== 'anyone')) {
    for (const [caller, leadId] of [
      [marketer, ours.held],
      [marketer, ours.quarantined],
      [ours.reps[1] as Team['reps'][number], ours.pooled],
    ] as const) {
      if (!mayBy(endpoint, caller.roles[0] as Role)) continue
      const { status, text } = await ask(endpoint, caller, {
        params: sample(endpoint.params, { ...knownOf(ours), leadId, anyId: leadId }),
      })
      expect({ id: endpoint.id, text }).toEqual({
        id: endpoint.id,
        text: expect.not.stringMatching(/1381000000[123]/),
      })
      if (status === 200 && text.includes(leadId)) read.push(endpoint.id)
    }
  }
  expect(read).toEqual(expect.arrayContaining(['leads.list', 'leads.read']))
})

test('whatever was refused on this walk is documented for its endpoint', () => {
  const general: RefusalCode[] = [
    'not_found',
    'body.invalid',
    'rate.limited',
    'server.busy',
    'cursor.invalid',
    'body.kind',
  ]
  const undocumented = [...refusedWith].flatMap(([id, codes]) => {
    const declared = endpoints.find((endpoint) => endpoint.id === id)?.refuses ?? []
    return [...codes]
      .filter((code) => !code.startsWith('auth.') && !general.includes(code) && !declared.includes(code))
      .map((code) => `${id}: ${code}`)
  })
  expect(undocumented).toEqual([])
})
