import { sql } from 'kysely'
import { expect, test } from 'vitest'
import * as settings from '../../../contract/settings.ts'
import { testDb } from '../../../test/database.ts'
import { member } from '../../../test/house.ts'
import { importDesk } from '../../../test/imports.ts'
import { newMember, newOrg, peopleApp } from '../../../test/people.ts'
import { phoneOf } from '../../../test/referring.ts'
import { inTransaction, one, rows } from '../../db/db.ts'
import { unseal } from '../../lead/seal.ts'
import type { Challenge } from '../../rooms/form/adapters/proof.ts'
import { solve } from '../../rooms/form/adapters/solve.ts'
import * as forms from '../../rooms/form/routes.ts'
import { beginOrg } from '../begin.ts'
import { eraseLead } from '../erase/erase.ts'
import { addReferrer } from './referrers.ts'

const { db } = await testDb()
const { house, app, browser } = await peopleApp(db, {}, [forms.routes])
const desk = await importDesk(db)

/** An organisation with a referrer whom anybody may name. */
async function begin() {
  const orgId = await newOrg(house)
  const within = <T>(run: Parameters<typeof inTransaction<T>>[2]) => inTransaction(db, orgId, run)
  const { sources } = await within(beginOrg)
  const admin = member(orgId, ['admin'])
  const { referrerId, code } = await within((tx) =>
    addReferrer(tx, admin, {
      kind: 'partner',
      name: '王强',
      company: null,
      phone: phoneOf(90),
      email: 'wang@example.org',
      note: null,
      repId: null,
      teamId: null,
      userId: null,
    }),
  )
  /** Who was named for each lead and counts, with how they were found and what is odd. */
  const named = () =>
    within((tx) =>
      rows(
        tx,
        sql<{ name: string; how: string; referrerId: string; flags: string[]; known: string }>`
          select lead.name, how, n.referrer_id, flags, lead.referrer_id as known from lead_referral n
          join lead using (org_id, lead_id) where n.org_id = ${orgId} and counts order by lead.name, how`,
      ),
    )
  return { orgId, admin, within, sources, referrerId, code, named }
}

test('a public form: a field of the form, or the link that brought the visitor; what they type goes before the link', async () => {
  const { orgId, within, sources, referrerId, code, named } = await begin()
  const marketer = browser((await newMember(house, orgId, ['marketer'])).email)
  const field = (key: string, required = true) => ({ field: key, label: key, required })
  await marketer.call(settings.addForm, {
    body: {
      slug: 'trial',
      title: '预约',
      intro: '',
      button: '提交',
      thanks: '谢谢',
      consent: '',
      sourceId: sources.get('website') as string,
      fields: [
        ...['name', 'company', 'title', 'phone'].map((key) => field(key)),
        field('referrer', false),
        field('email', false),
      ],
    },
  })
  const org = await within((tx) => one(tx, sql<{ slug: string }>`select slug from org`))
  const url = `/f/${org?.slug}/trial`
  const send = async (n: number, values: object, ref?: string) => {
    const challenge = (await app.inject({ url: `${url}/challenge` })).json<Challenge>()
    const answer = await app.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json' },
      payload: {
        nonce: crypto.randomUUID(),
        proof: { challenge, solution: solve(challenge) },
        values: { company: `第${n}公司`, title: '总监', phone: phoneOf(n), ...values },
        consent: true,
        ...(ref ? { ref } : {}),
      },
    })
    expect([answer.statusCode, answer.json()]).toEqual([200, { thanks: '谢谢' }])
  }
  await send(1, { name: 'a 先于链接', referrer: `王强 ${phoneOf(90)}` }, 'NOBODY')
  await send(2, { name: 'b 链接' }, code)
  await send(3, { name: 'c 自己', email: 'wang@example.org' }, code)
  const by = { referrerId, known: referrerId, flags: [] as string[] }
  expect(await named()).toEqual([
    { ...by, name: 'a 先于链接', how: 'phone' },
    { ...by, name: 'b 链接', how: 'code' },
    // Their own e-mail is the referrer's
    { ...by, name: 'c 自己', how: 'code', flags: ['self'] },
  ])
})

test('an import: a column of codes, phones or e-mails, recognised by its header', async () => {
  const { orgId, admin, referrerId, code, named } = await begin()
  desk.sit(orgId, admin)
  const line = (n: number, name: string, by: string) => `${name},第${n}公司,采购总监,${phoneOf(n)},${by}`
  const { importId, mapping } = await desk.upload(
    [
      '姓名,公司,职位,手机,推荐人',
      line(1, 'a', code),
      line(2, 'b', phoneOf(90)),
      line(3, 'c', 'wang@example.org'),
      line(4, 'd', ''),
      line(90, 'e', code),
    ].join('\n'),
  )
  expect(mapping.map(({ field }) => field).at(-1)).toBe('referrer')
  await desk.check(importId)
  await desk.run(importId)
  const by = { referrerId, known: referrerId, flags: [] as string[] }
  expect(await named()).toEqual([
    { ...by, name: 'a', how: 'code' },
    { ...by, name: 'b', how: 'phone' },
    { ...by, name: 'c', how: 'email' },
    // Their own number is the referrer's
    { ...by, name: 'e', how: 'code', flags: ['self'] },
  ])
})

test('of a referrer who was erased the words that named them are gone from the journal and from imports', async () => {
  const { orgId, admin, within, named } = await begin()
  desk.sit(orgId, admin)
  const line = (n: number, name: string, by: string) => `${name},第${n}公司,采购总监,${phoneOf(n)},${by}`
  await desk.bring(
    [
      '姓名,公司,职位,手机,推荐人',
      line(1, 'a', `王强 ${phoneOf(90)}`),
      line(2, 'b', phoneOf(90)),
      line(3, 'c', phoneOf(91)),
      line(90, 'd', ''),
    ].join('\n'),
  )
  const [own] = await within((tx) =>
    rows(tx, sql<{ leadId: string }>`select lead_id from lead where name = 'd'`),
  )
  await within((tx) => eraseLead(tx, admin, own!.leadId))
  const cells = await within((tx) =>
    rows(tx, sql<{ by: string | null }>`select cells ->> 4 as by from import_row order by row_no`),
  )
  expect(cells.map(({ by }) => by)).toEqual(['', '', phoneOf(91), null])
  const journal = await within((tx) =>
    rows(
      tx,
      sql<{ sealed: Buffer; sealingKey: Buffer }>`select sealed, sealing_key from arrival
        join person_key using (org_id, person_id) order by row_no`,
    ),
  )
  expect(journal.map(({ sealed, sealingKey }) => unseal(sealingKey, sealed))).toMatchObject([
    { name: 'a', phone: phoneOf(1) },
    { name: 'b' },
    { name: 'c', referrer: phoneOf(91) },
  ])
  expect(JSON.stringify(journal.map(({ sealed, sealingKey }) => unseal(sealingKey, sealed)))).not.toContain(
    phoneOf(90),
  )
  const files = await within((tx) => rows(tx, sql<{ mapping: object }>`select mapping from import`))
  expect(JSON.stringify(files)).not.toContain(phoneOf(90))
  expect((await named()).map(({ name }) => name)).toEqual(['a', 'b', 'c'])
})
