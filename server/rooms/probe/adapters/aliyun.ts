import { createHash, randomUUID } from 'node:crypto'
import { NoAnswer, type Outward, postOut } from '../../../outward.ts'
import { type Checked, type Provider, ProviderTrouble } from './provider.ts'
import { type AccessKey, type Once, queryOf, signedParameters } from './rpc.ts'

/**
 * Alibaba Cloud's phone number service (号码百科, Dytnsapi 2020-02-17). `empty`: DescribeEmptyNumberDetect, up to 200
 * numbers a call and 200 calls a second; EMPTY, NORMAL, SUSPECT_EMPTY or UNKNOWN. `status`: PhoneNumberStatusForPublic,
 * one number a call and 300 calls a second, with the pool's AuthCode; NORMAL, SHUTDOWN, POWER_OFF, NOT_EXIST … Both take
 * numbers hashed. An answer of UNKNOWN is not charged.
 */
export interface AliyunSettings {
  readonly api: 'empty' | 'status'
  readonly endpoint: string
  readonly hashing: 'NORMAL' | 'MD5' | 'SHA256'
  readonly key: AccessKey
  readonly authCode: string | null
  /** Of one answer, minor units. */
  readonly price: number
}

export interface Ways {
  readonly outward: Outward
  /** Nonce and moment of each request. */
  readonly once?: () => Once
  /** Waits that many ms. */
  readonly pause?: (ms: number) => Promise<void>
}

const VERSION = '2020-02-17'
const TRIES = 3
/** Between tries of a call that was throttled, in ms; doubled each time. */
const FIRST_PAUSE = 500
/** Calls in flight at once where a call takes one number: far below 300 a second at any usual speed of answer. */
const AT_ONCE = 8
/** What 200 answers with SHA-256 hashes take at most. */
const ANSWER = 64 * 1024

/** A provider that asks Aliyun. Only mainland mobiles can be asked about. */
export function aliyun(settings: AliyunSettings, ways: Ways): Provider {
  const asking = { settings, ways }
  return {
    name: `aliyun.${settings.api}`,
    most: 200,
    takes: (value) => /^\+861[3-9]\d{9}$/.test(value),
    check: (values) => (settings.api === 'empty' ? askMany(asking, values) : askEach(asking, values)),
  }
}

interface Asking {
  readonly settings: AliyunSettings
  readonly ways: Ways
}

const outcomes: Readonly<Record<string, Pick<Checked, 'outcome' | 'reason'>>> = {
  NORMAL: { outcome: 'reachable', reason: null },
  // Switched off or in a call: there is somebody at that number.
  POWER_OFF: { outcome: 'reachable', reason: 'power_off' },
  SUSPECTED_POWER_OFF: { outcome: 'reachable', reason: 'power_off' },
  BUSY: { outcome: 'reachable', reason: null },
  EMPTY: { outcome: 'bad', reason: 'empty' },
  NOT_EXIST: { outcome: 'bad', reason: 'empty' },
  SHUTDOWN: { outcome: 'bad', reason: 'suspended' },
  SUSPENDED: { outcome: 'bad', reason: 'suspended' },
  // A suspicion is no finding.
  SUSPECT_EMPTY: { outcome: 'unknown', reason: 'suspect_empty' },
}

async function askMany({ settings, ways }: Asking, values: readonly string[]): Promise<Checked[]> {
  const asked = new Map(values.map((value) => [written(value, settings.hashing), value]))
  const { Data } = await ask({ settings, ways }, 'DescribeEmptyNumberDetect', {
    Phone: [...asked.keys()].join(','),
    EncryptType: settings.hashing,
  })
  const told = new Map(
    listOf(Data).map(({ Number: number = '', Status = '' }) => [asked.get(number.toLowerCase()), Status]),
  )
  return values.map((value) => checked(value, told.get(value) ?? 'UNKNOWN', settings.price))
}

async function askEach(asking: Asking, values: readonly string[]): Promise<Checked[]> {
  const { settings } = asking
  const waiting = [...values]
  const found: Checked[] = []
  const work = async () => {
    for (let value = waiting.shift(); value !== undefined; value = waiting.shift()) {
      const { Data } = await ask(asking, 'PhoneNumberStatusForPublic', {
        AuthCode: settings.authCode ?? '',
        InputNumber: written(value, settings.hashing),
        Mask: settings.hashing,
      })
      found.push(checked(value, String(listOf(Data)[0]?.Status ?? 'UNKNOWN'), settings.price))
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, work))
  const failed = ended.find((each) => each.status === 'rejected')
  // What was answered was paid: it is told, and the rest is asked again.
  if (failed && found.length === 0) throw failed.reason
  return found
}

/** The number as the service knows it, hashed in small letters where it is to leave hashed. */
function written(value: string, hashing: AliyunSettings['hashing']): string {
  const number = value.replace(/^\+86/, '')
  return hashing === 'NORMAL' ? number : createHash(hashing).update(number).digest('hex')
}

function checked(value: string, status: string, price: number): Checked {
  const said = outcomes[status] ?? { outcome: 'unknown' as const, reason: null }
  return { value, ...said, cost: status === 'UNKNOWN' ? 0 : price }
}

interface Said {
  readonly Code?: string
  readonly Data?: unknown
}

interface Told {
  readonly Number?: string
  readonly Status?: string
}

/** One number's answer comes bare, several as a list, in some versions inside an object. */
function listOf(data: unknown): Told[] {
  if (Array.isArray(data)) return data as Told[]
  if (typeof data !== 'object' || data === null) return []
  const inner = Object.values(data).find(Array.isArray)
  return inner ? (inner as Told[]) : [data]
}

/** Asks until the service does not say that it is asked too fast. Throws ProviderTrouble. */
async function ask(
  asking: Asking,
  action: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Said> {
  const pause = asking.ways.pause ?? ((ms) => new Promise((wake) => setTimeout(wake, ms)))
  for (let attempt = 1; ; attempt++) {
    const said = await askOnce(asking, { ...parameters, Action: action, Version: VERSION })
    if (said.Code === 'OK') return said
    const code = said.Code ?? 'no code'
    if (attempt === TRIES || !isPassing(code)) throw new ProviderTrouble(code, { charged: false })
    await pause(FIRST_PAUSE * 2 ** (attempt - 1))
  }
}

// A call that failed with an error code was not charged, so asking again costs nothing.
const isPassing = (code: string) =>
  /^(Throttling|ServiceUnavailable|InternalError|System\.LimitControl)/.test(code)

async function askOnce(
  { settings, ways }: Asking,
  parameters: Readonly<Record<string, string>>,
): Promise<Said> {
  const once = ways.once?.() ?? { nonce: randomUUID(), now: new Date() }
  const signed = signedParameters(parameters, { key: settings.key, once, method: 'POST' })
  try {
    const { status, text } = await postOut(
      {
        url: settings.endpoint,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: queryOf(signed),
        most: ANSWER,
      },
      ways.outward,
    )
    return read(text) ?? { Code: `HTTP ${status}` }
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error
    // Nobody knows whether it was answered, and so paid for.
    throw new ProviderTrouble(error.code, {
      charged: error.code === 'timeout' || error.code === 'ECONNRESET',
    })
  }
}

function read(text: string): Said | undefined {
  try {
    const said: unknown = JSON.parse(text)
    return typeof said === 'object' && said !== null ? said : undefined
  } catch {
    return undefined
  }
}
