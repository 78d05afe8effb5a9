import type { Chance } from './chance.ts'
import { chance } from './chance.ts'
import { type Door, openDoor } from './door.ts'
import { companyOf, nameOf, phoneOf } from './leads.ts'
import * as words from './words.ts'

/** A lead as its list shows it, as far as it matters here. */
interface Row {
  readonly leadId: string
  readonly name: string | null
  readonly company: string | null
  readonly phone: string | null
  readonly holder: { readonly kind: string; readonly id: string | null }
}

const DAY = 86_400_000

/**
 * Lays work on the desks of those who clean and match, each thing through its own door once the history is lived:
 * known customers, a bought list that waits to be confirmed, a scan for duplicates, a customer two reps claim.
 */
export async function layOut(url: string, until: Date): Promise<void> {
  const by = chance(20_260_102)
  const [admin, marketer] = await Promise.all([
    openDoor(url, 'admin@demo.sluice'),
    openDoor(url, 'marketer@demo.sluice'),
  ])
  const [latest, earliest] = await Promise.all(
    ['desc', 'asc'].map((order) => whole(admin, `/leads?holder=rep&limit=100&sort=arrivedAt&order=${order}`)),
  )
  await admin.bring({
    name: '2025年老客户.csv',
    kind: 'customers',
    source: 'import',
    lines: customers(by, { held: (latest ?? []).slice(0, 14), until }),
  })
  await confirmFirst(admin)
  await marketer.bring({ name: '制造业名单-第三批.csv', kind: 'leads', source: 'list', lines: bought(by) })
  await admin.call('POST', '/scans', {})
  await listen(admin)
  await claim(url, earliest ?? [])
  await appeal(url)
  await contest(url)
}

/** Where people are heard from beside the forms: the company's own pages, printed codes, the mails that are sent. */
async function listen(admin: Door): Promise<void> {
  await admin.call('POST', '/tracking/sites', { name: '官网', consent: true, honour: true, active: true })
  const code = { target: 'https://example.com/trial', active: true }
  for (const [name, channel, campaign] of words.codes)
    await admin.call('POST', '/codes', { ...code, name, channel, campaign })
  await admin.call('POST', '/hooks', {
    name: '企业微信互动',
    kind: 'neutral',
    secret: 'demo-secret-of-both-sides',
    active: true,
  })
}

/** Leads of a list that have a name, a company and a phone. */
async function whole(admin: Door, list: string): Promise<Row[]> {
  const { items } = await admin.call<{ items: Row[] }>('GET', list)
  return items.filter(({ name, company, phone }) => name && company && phone)
}

/** Customers of former years, some of whom have asked again. */
function customers(by: Chance, { held, until }: { held: readonly Row[]; until: Date }): string[][] {
  const day = (ago: number) => new Date(until.getTime() - ago * DAY).toISOString().slice(0, 10)
  const again = held.map(({ name, company, phone }) => [company ?? '', name ?? '', phone ?? ''])
  const others = Array.from({ length: 46 }, () => [companyOf(by), nameOf(by), phoneOf(by)])
  const lines = [...again, ...others].map(([company = '', name = '', phone = ''], i) => {
    const last = 100 + by.whole(600)
    const stage = last < 200 ? '活跃' : last < 500 ? '沉睡' : '流失'
    const spend = String((2 + by.whole(80)) * 5000)
    const holder = by.yes(0.8) ? `rep${1 + by.whole(24)}@demo.sluice` : ''
    const region = by.pick(words.regions[by.pick(['east', 'north', 'south'] as const)])
    const first = day(last + by.whole(700))
    return [`KH${2_025_001 + i}`, company, name, phone, region, stage, first, day(last), spend, holder]
  })
  const columns = '客户编号,客户名称,联系人,手机,地区,客户阶段,首次购买,最近购买,累计消费,负责人'
  return [columns.split(','), ...lines]
}

/** A list as one buys it: mostly whole, some numbers that cannot be, some cells in the wrong column. */
function bought(by: Chance): string[][] {
  const lines = Array.from({ length: 60 }, () => {
    const [name, title, phone] = [nameOf(by), by.weighed(words.titles), phoneOf(by)]
    const rest = [companyOf(by), by.pick(words.regions.south)] as const
    const line = (who: string, post: string, call: string) => [who, rest[0], post, call, rest[1]]
    switch (by.weighed({ whole: 50, short: 3, letters: 4, moved: 4 })) {
      case 'short':
        return line(name, title, '1380000')
      case 'letters':
        return line(name, title, `${phone.replace(/\D/g, '').slice(-11, -2)}zs`)
      case 'moved':
        return line(`${name} ${title}`, '', phone)
      default:
        return line(name, title, phone)
    }
  })
  return [['姓名', '公司', '职位', '手机', '地区'], ...lines]
}

/** What was bought is confirmed by a person before a rep gets it. */
async function confirmFirst(admin: Door): Promise<void> {
  const { items } = await admin.call<{ items: { sourceId: string; key: string }[] }>('GET', '/sources')
  const list = items.find(({ key }) => key === 'list')
  await admin.call('PUT', `/verification/sources/${list?.sourceId}`, {
    fields: [],
    occasion: 'bought',
    onBad: 'flag',
    confirmFirst: 'bought',
    verifiers: [],
    mostTries: 3,
    retryHours: 4,
  })
}

/** A rep who says that a lead of somebody else's is their customer. */
async function claim(url: string, held: readonly Row[]): Promise<void> {
  const rep = await openDoor(url, 'rep1@demo.sluice')
  const me = await rep.call<{ userId: string }>('GET', '/me')
  const theirs = held.find(({ holder }) => holder.id !== null && holder.id !== me.userId)
  if (!theirs) return
  await rep.call('POST', '/disputes', {
    customer: { name: theirs.name, company: theirs.company, phone: theirs.phone },
    reason: '上个月在展会上加了对方微信，一直在聊，报价单也发过了。',
  })
}

/** A rep who says that a lost lead should not count for how able they are thought to be. */
async function appeal(url: string): Promise<void> {
  const rep = await openDoor(url, 'rep2@demo.sluice')
  const { userId } = await rep.call<{ userId: string }>('GET', '/me')
  const { items } = await rep.call<{ items: { leadId: string; outcome: string }[] }>(
    'GET',
    `/abilities/${userId}/leads`,
  )
  const lost = items.find(({ outcome }) => outcome === 'lost')
  if (!lost) return
  const reason = '对方是同行来打听价格的，一开始就不会买。'
  await rep.call('POST', '/abilities/appeals', { leadId: lost.leadId, reason })
}

/** Reps of whose invalid leads a manager takes a make-up back, and who say that the lead was invalid all the same. */
async function contest(url: string): Promise<void> {
  const admin = await openDoor(url, 'admin@demo.sluice')
  for (const [login, reason] of [
    ['rep1@demo.sluice', '三天里打了五次都是空号，微信也搜不到。'],
    ['rep4@demo.sluice', '接电话的是原号主，早就换人了。'],
  ] as const) {
    const rep = await openDoor(url, login)
    const { made } = await rep.call<{ made: { leadId: string }[] }>('GET', '/make-ups')
    const [last] = made
    if (!last) continue
    await admin.call('POST', `/leads/${last.leadId}/make-up/take-back`, { reason: '我打得通，请再核实' })
    await rep.call('POST', `/leads/${last.leadId}/make-up/appeal`, { reason })
  }
}
