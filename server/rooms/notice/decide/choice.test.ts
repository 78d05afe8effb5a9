import fc from 'fast-check'
import { expect, test } from 'vitest'
import { channels, defaultChoices, topics } from '../../../../contract/notice.ts'
import { choicesOf, leadsIn, quietFor, topicOf, waysOf } from './choice.ts'
import { cardOf, mailOf, type Told } from './say.ts'

const minute = fc.integer({ min: 0, max: 1439 })

test('quiet hours end when they say: minute by minute, no sooner and no later', () => {
  fc.assert(
    fc.property(minute, minute, minute, (now, from, to) => {
      const left = quietFor(now, { from, to })
      const inside = from === to ? false : from < to ? from <= now && now < to : now >= from || now < to
      expect(left > 0).toBe(inside)
      if (inside) expect((now + left) % 1440).toBe(to)
    }),
  )
  expect(quietFor(100, null)).toBe(0)
})

const kinds = [
  'lead.assigned',
  'leads.assigned',
  'lead.reenquired',
  'lead.due',
  'priority.overdue',
  'source.paused',
]
const chosen = fc.dictionary(
  fc.constantFrom(...topics),
  fc.dictionary(fc.constantFrom(...channels), fc.boolean(), { noNullPrototype: true }),
  { noNullPrototype: true },
)

test('a notice goes by a way exactly where its member has it and wants it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.boolean(), chosen, (kind, mailable, wishes) => {
      const member = { userId: 'u', mailable, chats: ['wecom', 'feishu'] as const, devices: ['d1', 'd2'] }
      const ways = waysOf({ noticeId: 'n', kind, chosen: wishes, ...member })
      const topic = topicOf(kind)
      const wants = (channel: (typeof channels)[number]) =>
        wishes[topic]?.[channel] ?? defaultChoices[topic][channel]
      const to = ways.map(({ channel, outletId }) => `${channel} ${outletId}`)
      expect(to.toSorted()).toEqual(
        [
          ...(mailable && wants('mail') ? ['mail u'] : []),
          ...(wants('chat') ? ['wecom u', 'feishu u'] : []),
          ...(wants('push') ? ['push d1', 'push d2'] : []),
        ].toSorted(),
      )
    }),
  )
  expect(choicesOf(null)).toEqual(defaultChoices)
})

const member = { name: '韩梅梅', email: null, mobile: null, lang: 'zh' } as const
const told = (parts: Partial<Told>): Told => ({
  noticeId: 'n',
  kind: 'lead.assigned',
  data: {},
  leadId: 'l',
  leadName: '张明',
  company: null,
  member,
  ...parts,
})
const bulk = fc.constantFrom<Partial<Told>>(
  {},
  { kind: 'leads.assigned', data: { count: 40 }, leadName: null, leadId: null },
  { kind: 'leads.imported', data: { assigned: 7, reenquired: 2 }, leadName: null, leadId: null },
)

test('one card says how many leads came, however they were dealt, and stays short', () => {
  fc.assert(
    fc.property(fc.array(bulk, { minLength: 2, maxLength: 300 }), (parts) => {
      const all = parts.map(told)
      const [first = told({}), ...rest] = all
      const card = cardOf([first, ...rest], 'https://x.cn')
      const count = all.reduce((sum, each) => sum + leadsIn(each), 0)
      expect(card.title).toBe(`分配给你 ${count} 条新线索`)
      expect(card.lines.length).toBeLessThanOrEqual(4)
      expect(card.url).toBe('https://x.cn/leads')
    }),
  )
})

test('a title and a subject name nobody, and a name that was held back is nowhere', () => {
  const [mail, card] = [mailOf([told({})], 'https://x.cn'), cardOf([told({})], 'https://x.cn')]
  expect([mail.subject, card.title].join()).not.toContain('张明')
  expect(card.lines).toEqual(['张明'])
  const bare = told({ leadName: null })
  expect(cardOf([bare], 'https://x.cn').lines).toEqual(['打开查看详情'])
  const html = mailOf([told({ leadName: '<img src=x>' })], 'https://x.cn').html
  expect(html).toContain('&lt;img src=x&gt;')
})
