import type { PlatformName } from '../../../contract/platform.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { openSecret, type SecretConfig, sealSecret } from '../../lead/secrets.ts'
import { lineTo, platforms } from './line.ts'
import type { Card, Line } from './protocol.ts'
import * as store from './store.ts'
import { problemOf, sayTrouble } from './troubles.ts'

type Doors = Pick<House, 'db' | 'config'>
/** Seals an application's secret for the database. */
export function sealAppSecret(config: SecretConfig, orgId: string, secret: string): Buffer {
  return sealSecret(config, { orgId, purpose: 'platform secrets' }, secret)
}

/** The way to an application as it is set up. */
export function lineOf({ config }: Pick<House, 'config'>, orgId: string, row: store.AppRow): Line {
  const { provider, clientId, agent, base, sealedSecret } = row
  // Where the server's own secret is another one by now, the platform will say that this one is wrong.
  const secret = openSecret<string>(config, { orgId, purpose: 'platform secrets' }, sealedSecret) ?? ''
  const app = { orgId, provider, clientId, agent, base, secret }
  return lineTo(app, { allowPrivate: config.allowPrivateWebhooks })
}

/** Calls an application and keeps how that went; throws what the call threw. Refuses `platform.not_set`. */
export async function asking<T>(
  { db, config }: Doors,
  { orgId, provider }: { orgId: string; provider: PlatformName },
  ask: (line: Line) => Promise<T>,
): Promise<T> {
  const row = await inTransaction(db, orgId, (tx) => store.readApp(tx, provider))
  if (!row) throw refuse('platform.not_set')
  const keep = (problem: string | null) =>
    inTransaction(db, orgId, (tx) => store.keepProblem(tx, provider, { problem, at: new Date() }))
  try {
    const answer = await ask(lineOf({ config }, orgId, row))
    if (row.problem) await keep(null)
    return answer
  } catch (error) {
    const problem = problemOf(error)
    // What is one person's, or one sign-in's, is no trouble of the application's.
    if (problem && !/^(person|code) /.test(problem)) await keep(problem)
    throw error
  }
}

/** Sends a card to a member's account; null when it was taken, else the problem as it is kept. */
export async function sendCard(
  doors: Doors,
  to: { orgId: string; provider: PlatformName; accountId: string },
  card: Card,
): Promise<string | null> {
  try {
    await asking(doors, to, (line) => platforms[to.provider].send(line, to.accountId, card))
    return null
  } catch (error) {
    const problem = problemOf(error)
    if (!problem) throw error
    return problem
  }
}

/** Fetches a token and, to who is linked, sends a test; says how it went, in words. Refuses `platform.not_set`. */
export async function tryApp(
  doors: Doors,
  { orgId, provider, userId, lang }: { orgId: string; provider: PlatformName; userId: string; lang: Lang },
): Promise<{ ok: boolean; answer: string }> {
  const mine = await inTransaction(doors.db, orgId, (tx) => store.listAccounts(tx, userId))
  const account = mine.find((each) => each.provider === provider)
  try {
    await asking(doors, { orgId, provider }, async (line) => {
      if (!account) return platforms[provider].fetchToken(line)
      return platforms[provider].send(line, account.accountId, testCard(doors.config.publicUrl, lang))
    })
    return { ok: true, answer: (account ? sent : reached)[lang] }
  } catch (error) {
    const problem = problemOf(error)
    if (!problem) throw error
    return { ok: false, answer: sayTrouble(problem, lang) }
  }
}

const sent = { zh: '测试消息已发给你', en: 'A test message was sent to you' }
const reached = {
  zh: '密钥正确。你自己还没有关联账号，所以没有发测试消息',
  en: 'The secret is right. You are not linked yourself, so no test message was sent',
}

const testCard = (url: string, lang: Lang): Card => ({
  title: lang === 'zh' ? 'Sluice 测试消息' : 'A test from Sluice',
  lines: [lang === 'zh' ? '新线索会在这里通知你' : 'You are told of new leads here'],
  url,
  button: lang === 'zh' ? '打开' : 'Open',
  key: new Date().toISOString(),
})

const LOOKED_UP = 200
type Found = { found: number; unknown: string[]; numberless: string[] }

/**
 * Looks who is not linked up by mobile number and links them. Refuses `platform.not_set`, and `platform.failed` with the
 * platform's word; those found before that are linked.
 */
export async function findByMobile(
  doors: Doors,
  asked: { orgId: string; provider: PlatformName; userId?: string | undefined; lang: Lang },
): Promise<Found> {
  const { orgId, provider, userId, lang } = asked
  const members = await inTransaction(doors.db, orgId, (tx) =>
    store.unlinkedMembers(tx, provider, { userId, most: LOOKED_UP }),
  )
  const answer: Found = { found: 0, unknown: [], numberless: [] }
  try {
    await asking(doors, { orgId, provider }, async (line) => {
      for (const member of members) {
        if (!member.mobile) {
          answer.numberless.push(member.name)
          continue
        }
        const accountId = await platforms[provider].findByMobile(line, member.mobile)
        const link = { userId: member.userId, provider, accountId: accountId ?? '', how: 'mobile' as const }
        const linked =
          accountId !== null && (await inTransaction(doors.db, orgId, (tx) => store.linkAccount(tx, link)))
        if (linked) answer.found += 1
        else answer.unknown.push(member.name)
      }
    })
  } catch (error) {
    const problem = problemOf(error)
    throw problem ? refuse('platform.failed', { said: sayTrouble(problem, lang) }) : error
  }
  return answer
}
