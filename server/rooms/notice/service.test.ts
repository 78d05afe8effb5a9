import { describe, expect, test } from 'vitest'
import { defaultChoices } from '../../../contract/notice.ts'
import { testDb } from '../../../test/database.ts'
import { testHouse } from '../../../test/house.ts'
import { noticeTown } from '../../../test/notices.ts'
import { receiver } from '../../../test/receiver.ts'
import { mailServer } from '../../../test/smtp.ts'
import { dingtalkGroup, feishuGroup, wecomGroup } from '../../../test/vendors.ts'
import { inTransaction } from '../../db/db.ts'
import * as service from './service.ts'
import { keepChoice } from './store/choices.ts'
import { listRobots } from './store/robots.ts'

const { db, org } = await testDb()
const smtp = await mailServer()
const plain = testHouse(db)
const config = {
  ...plain.config,
  allowPrivateWebhooks: true,
  publicUrl: 'https://leads.example.cn',
  mail: { url: smtp.url, from: 'Sluice <a@example.cn>' },
}
const house = { ...plain, config }

/** A firm whose rep has asked for mails of everything. */
async function begin() {
  const orgId = await org()
  const town = await noticeTown({ db, house, orgId })
  const chosen = { ...defaultChoices, new: { chat: true, push: true, mail: true } }
  await inTransaction(db, orgId, (tx) => keepChoice(tx, town.rep, { chosen, quiet: null, details: true }))
  return { ...town, orgId }
}

describe('mails', () => {
  test('tell a member in their language, name nobody in the subject, and link to the lead', async () => {
    const { orgId, rep, email, leadId, notices, tellAll } = await begin()
    const [job] = await tellAll(notices(rep))
    await service.tellOutlet(house, { orgId, outletId: rep, channel: 'mail' as const })
    expect(job).toMatchObject({ outletId: rep, channel: 'mail' as const })
    const [mail] = smtp.mails.filter(({ to }) => to === email)
    expect(mail?.subject).toBe('分配给你的新线索')
    expect(mail?.text).toContain(`https://leads.example.cn/leads/${leadId}`)
    expect(mail?.text).toContain('北京仁科')
    expect(mail?.text).not.toContain('13800000001')
  })

  test('gather what comes within a minute into one, and tell nothing twice', async () => {
    const { orgId, rep, email, notices, tellAll } = await begin()
    const outlet = { orgId, outletId: rep, channel: 'mail' as const }
    await tellAll(notices(rep))
    await service.tellOutlet(house, outlet)
    const [next] = await tellAll(notices(rep, 'lead.due', 3))
    expect((next?.runAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(50_000)
    await service.tellOutlet(house, outlet)
    await service.tellOutlet(house, outlet)
    const mails = smtp.mails.filter(({ to }) => to === email)
    expect(mails.map(({ subject }) => subject)).toEqual(['分配给你的新线索', '3 条线索提醒'])
  })

  test('that were not taken stay in line', async () => {
    const { orgId, rep, email, notices, tellAll } = await begin()
    await tellAll(notices(rep))
    smtp.state.refusing = true
    const failed = service.tellOutlet(house, { orgId, outletId: rep, channel: 'mail' as const })
    await expect(failed).rejects.toThrow('451')
    smtp.state.refusing = false
    await service.tellOutlet(house, { orgId, outletId: rep, channel: 'mail' as const })
    expect(smtp.mails.filter(({ to }) => to === email)).toHaveLength(1)
  })

  test('of an assignment are sent only to who asked for them; of deadlines unless they said no', async () => {
    const orgId = await org()
    const { rep, notices, tellAll } = await noticeTown({ db, house, orgId })
    expect(await tellAll(notices(rep))).toEqual([])
    expect(await tellAll(notices(rep, 'lead.due'))).toMatchObject([{ outletId: rep, channel: 'mail' }])
  })

  test('say it in HTML too, where what strangers typed is text', async () => {
    const { orgId, rep, email, notices, tellAll } = await begin()
    await tellAll(notices(rep))
    await service.tellOutlet(house, { orgId, outletId: rep, channel: 'mail' })
    const [mail] = smtp.mails.filter(({ to }) => to === email)
    expect(mail?.html).toMatch(
      /<a href="https:\/\/leads.example.cn\/leads\/[-0-9a-f]+">分配给你的新线索：张明/,
    )
    expect(mail?.html).not.toContain('<b>')
  })

  test('are none where no mail server is set, or the member has no address', async () => {
    const { rep, loner, notices, tellAll } = await begin()
    const mute = { ...house, config: { ...config, mail: { ...config.mail, url: undefined } } }
    expect(await tellAll(notices(rep), mute)).toEqual([])
    expect(await tellAll(notices(loner))).toEqual([])
  })
})

describe('group robots', () => {
  test('of every vendor say it in one message that the vendor takes', async () => {
    const groups = {
      wecom: await receiver(wecomGroup('k1')),
      dingtalk: await receiver(dingtalkGroup('t1', 'SECsecret')),
      feishu: await receiver(feishuGroup('fs secret')),
    }
    const { orgId, rep, leadId, notices, tellAll, robot } = await begin()
    await robot('wecom', `${groups.wecom.url}/cgi-bin/webhook/send?key=k1`)
    await robot('dingtalk', `${groups.dingtalk.url}/robot/send?access_token=t1`, { secret: 'SECsecret' })
    await robot('feishu', `${groups.feishu.url}/open-apis/bot/v2/hook/x`, { secret: 'fs secret' })
    const outlets = await tellAll(notices(rep, 'lead.assigned', 80))
    for (const each of outlets.filter((outlet) => outlet.channel === 'robot'))
      await service.tellOutlet(house, { orgId, ...each })
    const robots = await inTransaction(db, orgId, listRobots)
    expect(robots.map(({ problem }) => problem)).toEqual([null, null, null])
    for (const { sent } of Object.values(groups)) {
      expect(sent).toHaveLength(1)
      expect(sent[0]?.body).toContain(`https://leads.example.cn/leads/${leadId}`)
      expect(sent[0]?.body).not.toContain('(http://x.cn)') // a stranger's name makes no link
      expect(sent[0]?.body).toMatch(/……另有 \d+ 条/)
    }
    expect(JSON.parse(groups.dingtalk.sent[0]?.body ?? '').at.atMobiles).toEqual(['13900000001'])
  })

  test('keep their pace: the next message waits', async () => {
    const group = await receiver(wecomGroup('k2'))
    const { orgId, loner, notices, tellAll, robot } = await begin()
    const robotId = await robot('wecom', `${group.url}/send?key=k2`)
    await tellAll(notices(loner))
    await service.tellOutlet(house, { orgId, outletId: robotId, channel: 'robot' as const })
    const [next] = await tellAll(notices(loner))
    expect((next?.runAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(2_000)
  })

  test.each([
    ['dingtalk', () => dingtalkGroup('t', 'right'), '?access_token=t', 'errcode 310000: sign not match'],
    ['feishu', () => feishuGroup('right'), '', 'code 19021: sign match fail'],
    ['wecom', () => wecomGroup('right'), '?key=wrong', 'errcode 93000: invalid webhook url'],
  ] as const)(
    'of %s with the wrong secret tell what the vendor says',
    async (kind, group, query, complaint) => {
      const vendor = await receiver(group())
      const { orgId, loner, notices, tellAll, robot } = await begin()
      const robotId = await robot(kind, `${vendor.url}/send${query}`, { secret: 'wrong' })
      const answer = await service.tryRobot(house, { orgId, robotId, lang: 'zh' })
      expect(answer).toEqual({ ok: false, answer: expect.stringContaining(complaint) })
      await tellAll(notices(loner))
      await expect(
        service.tellOutlet(house, { orgId, outletId: robotId, channel: 'robot' as const }),
      ).rejects.toThrow(complaint)
      expect((await inTransaction(db, orgId, listRobots))[0]?.problem).toContain(complaint)
    },
  )

  test('of a team hear of its own members and those below, and of new leads only', async () => {
    const { upper, lower, rep, loner, notices, tellAll, robot } = await begin()
    const above = await robot('wecom', 'https://example.cn/a', { teamId: upper })
    const below = await robot('wecom', 'https://example.cn/b', { teamId: lower })
    const all = await robot('wecom', 'https://example.cn/c')
    const heard = async (userId: string, kind?: string) =>
      (await tellAll(notices(userId, kind)))
        .filter((outlet) => outlet.channel === 'robot')
        .map(({ outletId }) => outletId)
    expect((await heard(rep)).toSorted()).toEqual([above, below, all].toSorted())
    expect(await heard(loner)).toEqual([all])
    expect(await heard(rep, 'lead.due')).toEqual([])
  })

  test('at a private address are not called unless the house allows it', async () => {
    const group = await receiver(wecomGroup('k'))
    const { orgId, robot } = await begin()
    const robotId = await robot('wecom', `${group.url}/send?key=k`)
    const answer = await service.tryRobot(plain, { orgId, robotId, lang: 'en' })
    expect(answer).toEqual({ ok: false, answer: 'The address is private or local and was not called' })
    expect(group.sent).toEqual([])
  })
})
