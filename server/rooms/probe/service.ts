import { refuse } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import type { CheckedField } from '../../../contract/verify.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import type { House } from '../../house.ts'
import { openSecret, type SecretConfig, sealSecret } from '../../lead/secrets.ts'
import { troubleSentence } from '../../outward.ts'
import { aliyun } from './adapters/aliyun.ts'
import { mailbox } from './adapters/mailbox.ts'
import { type Checked, type Provider, ProviderTrouble } from './adapters/provider.ts'
import { affordable } from './decide.ts'
import * as store from './store.ts'

export interface Keys {
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly authCode: string | null
}

/** Seals a provider's keys for the database. */
export function sealKeys(config: SecretConfig, orgId: string, keys: Keys): Buffer {
  return sealSecret(config, { orgId, purpose: 'provider keys' }, keys)
}

type Asked = Pick<House, 'config'> & { readonly orgId: string }

/** A field's provider as it is set up; undefined where it lacks its keys. */
export function providerOf({ config, orgId }: Asked, row: store.ProviderRow): Provider | undefined {
  const { settings } = row
  const allowPrivate = config.allowPrivateWebhooks
  if (row.field === 'email')
    return mailbox({ helo: settings.helo || new URL(config.publicUrl).hostname, allowPrivate })
  const keys = openSecret<Keys>(config, { orgId, purpose: 'provider keys' }, row.sealedKeys)
  if (!keys || (settings.api === 'status' && !keys.authCode)) return undefined
  const key = { id: keys.accessKeyId, secret: keys.accessKeySecret }
  return aliyun(
    { ...settings, key, authCode: keys.authCode, price: row.price },
    { outward: { allowPrivate } },
  )
}

/** Notes a call before it is made, with what it may cost. */
export async function beginCall(
  tx: Tx,
  row: store.ProviderRow,
  { provider, asked, day, at }: { provider: Provider; asked: number; day: string; at: Date },
): Promise<string> {
  const callId = uuidv7()
  const reserved = row.price * asked
  const call = { callId, field: row.field, provider: provider.name, day, asked, reserved, currency: 'CNY' }
  await store.beginCall(tx, call, at)
  return callId
}

export interface Trial {
  readonly orgId: string
  readonly field: CheckedField
  readonly value: string
  readonly lang: Lang
  readonly day: string
}

/**
 * Asks a provider about one value, for an admin who tries it; it counts against the day's budget like any other. Refuses
 * `verify.keys_needed`, `verify.not_checkable`, `verify.budget_spent`.
 */
export async function tryProvider(
  house: Pick<House, 'db' | 'config'>,
  { orgId, field, value, lang, day }: Trial,
): Promise<{ ok: boolean; answer: string }> {
  const { db, config } = house
  const { provider, callId } = await inTransaction(db, orgId, async (tx) => {
    const row = await store.lockProvider(tx, field, day)
    if (!row) throw refuse('verify.keys_needed')
    const made = providerOf({ config, orgId }, row)
    if (!made) throw refuse('verify.keys_needed')
    if (!made.takes(value)) throw refuse('verify.not_checkable', { value })
    if (affordable(row) < 1) throw refuse('verify.budget_spent')
    const at = new Date()
    return { provider: made, callId: await beginCall(tx, row, { provider: made, asked: 1, day, at }) }
  })
  const told = await ask(provider, [value])
  const at = new Date()
  await inTransaction(db, orgId, async (tx) => {
    await store.endCall(tx, callId, { ...costOf(told), at })
    await store.noteProblem(tx, field, { problem: told instanceof ProviderTrouble ? told.code : null, at })
  })
  if (told instanceof ProviderTrouble) return { ok: false, answer: sayProblem(told.code, lang) }
  const [first] = told
  return { ok: true, answer: first ? sayChecked(first, lang) : sayProblem('no answer', lang) }
}

/** Asks a provider; what went wrong is returned, not thrown. */
export async function ask(
  provider: Provider,
  values: readonly string[],
): Promise<Checked[] | ProviderTrouble> {
  try {
    return await provider.check(values)
  } catch (error) {
    if (error instanceof ProviderTrouble) return error
    throw error
  }
}

/** What a call cost, by its answer: null where nobody knows, and it keeps its whole reserve. */
export function costOf(told: Checked[] | ProviderTrouble): { cost: number | null; problem: string | null } {
  if (told instanceof ProviderTrouble) return { cost: told.charged ? null : 0, problem: told.code }
  return { cost: told.reduce((sum, { cost }) => sum + cost, 0), problem: null }
}

const outcomeWords: Readonly<Record<Checked['outcome'], Record<Lang, string>>> = {
  reachable: { zh: '可触达', en: 'Reachable' },
  bad: { zh: '无效', en: 'Bad' },
  unknown: { zh: '无法判断', en: 'Nobody can tell' },
}

function sayChecked({ outcome, reason }: Checked, lang: Lang): string {
  const word = outcomeWords[outcome][lang]
  return reason ? `${word}${lang === 'zh' ? '：' : ': '}${sayReason(reason, lang)}` : word
}

/** Why a value is bad or cannot be told, in the reader's words. */
export function sayReason(reason: string, lang: Lang): string {
  return reasonWords[reason]?.[lang] ?? reason
}

const reasonWords: Readonly<Record<string, Record<Lang, string>>> = {
  empty: { zh: '空号', en: 'no such number' },
  suspended: { zh: '停机', en: 'suspended' },
  power_off: { zh: '关机', en: 'switched off' },
  suspect_empty: { zh: '疑似空号', en: 'perhaps no such number' },
  wrong_person: { zh: '不是本人', en: 'somebody else’s' },
  other: { zh: '其他', en: 'another reason' },
  no_mailbox: { zh: '邮箱不存在', en: 'no such mailbox' },
  mailbox_closed: { zh: '邮箱已停用', en: 'the mailbox is closed' },
  no_domain: { zh: '域名不存在', en: 'no such domain' },
  takes_no_mail: { zh: '该域名不收邮件', en: 'the domain takes no mail' },
  takes_all: { zh: '该域名来者不拒', en: 'the domain takes every address' },
  greylisted: { zh: '对方要求稍后再试', en: 'the server asks to come back later' },
  server_refused_us: { zh: '对方邮件服务器拒绝了我们', en: 'the mail server refused us' },
  unreachable_server: { zh: '连不上对方邮件服务器', en: 'the mail server cannot be reached' },
  timeout: { zh: '对方没有及时应答', en: 'no answer in time' },
  dns: { zh: '域名解析失败', en: 'the domain could not be looked up' },
  private: { zh: '邮件服务器在内网', en: 'the mail server has a private address' },
}

/** What stands in a provider's `problem`, in the reader's words; a vendor's own code stays as it was said. */
export function sayProblem(problem: string, lang: Lang): string {
  return problemWords[problem]?.[lang] ?? troubleSentence(problem, lang)
}

const problemWords: Readonly<Record<string, Record<Lang, string>>> = {
  budget: { zh: '今天的预算已用完，明天继续', en: 'Today’s budget is spent; it goes on tomorrow' },
  keys: {
    zh: '缺少 AccessKey，或服务器密钥已更换，请重新填写',
    en: 'The AccessKey is missing, or the server’s secret has changed; enter it again',
  },
  SignatureDoesNotMatch: { zh: 'AccessKey Secret 不对', en: 'The AccessKey secret is wrong' },
  'InvalidAccessKeyId.NotFound': { zh: 'AccessKey ID 不存在', en: 'There is no such AccessKey id' },
}
