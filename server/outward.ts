import { lookup, type LookupAddress, type LookupOptions } from 'node:dns'
import http, { type ClientRequest, type IncomingMessage } from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { refuse } from '../contract/refusals.ts'
import type { Lang } from '../contract/shapes.ts'

/** Finds a host's addresses, as node:dns does. */
export type Resolve = (
  host: string,
  options: LookupOptions & { all: true },
  found: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

export interface Outward {
  /** Private and local addresses may be called too: ALLOW_PRIVATE_WEBHOOKS. */
  readonly allowPrivate: boolean
  readonly resolve?: Resolve
}

export interface Parcel {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** POST unless told; a GET has an empty body. */
  readonly method?: 'GET' | 'POST'
  readonly body: string | Buffer
  /** Bytes of the answer that are wanted; 16 KB unless told. */
  readonly most?: number
}

export interface Answer {
  readonly status: number
  /** As much of the body as was wanted. */
  readonly text: string
}

/** A call that brought no answer; `code` says why in a word: `timeout`, `private`, ENOTFOUND, ECONNREFUSED … */
export class NoAnswer extends Error {
  readonly code: string
  constructor(code: string) {
    super(`no answer: ${code}`)
    this.code = code
  }
}

const PATIENCE = 10_000 // ms from begin to end
const READ = 16 * 1024 // bytes of an answer
const agents = {
  'http:': new http.Agent({ keepAlive: true, timeout: 30_000 }),
  'https:': new https.Agent({ keepAlive: true, timeout: 30_000 }),
}

/**
 * POSTs JSON to an address that a user gave, or asks it by GET. Redirects are not followed, and where private addresses are not
 * allowed the address is checked as it is connected to: a name cannot mean one thing to the check and another
 * to the connection. Throws NoAnswer.
 */
export async function postOut(parcel: Parcel, outward: Outward): Promise<Answer> {
  const signal = AbortSignal.timeout(PATIENCE)
  try {
    return await callOnce(parcel, outward, signal)
  } catch (error) {
    // The other side closed a kept connection just as it was used again: Node's documentation says to call anew.
    if (!(error instanceof StaleConnection)) throw error
    return callOnce(parcel, outward, signal)
  }
}

class StaleConnection extends NoAnswer {}

function callOnce(
  { url, headers, method = 'POST', body, most = READ }: Parcel,
  outward: Outward,
  signal: AbortSignal,
): Promise<Answer> {
  const target = new URL(url)
  if (!isHttp(target.protocol)) throw new NoAnswer('protocol')
  if (!outward.allowPrivate && isLocalLiteral(target)) throw new NoAnswer('private')
  const { request } = target.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    const call = request(
      target,
      {
        method,
        agent: agents[target.protocol as keyof typeof agents],
        lookup: guarded(outward),
        signal,
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Sluice',
          ...headers,
        },
      },
      (answer) => readAnswer(answer, most, { resolve, reject: (error) => reject(whyNot(call, error)) }),
    )
    call.on('error', (error) => reject(whyNot(call, error)))
    call.end(body)
  })
}

interface Settle {
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: Error) => void
}

function readAnswer(answer: IncomingMessage, most: number, { resolve, reject }: Settle): void {
  const chunks: Buffer[] = []
  let size = 0
  const finish = () =>
    resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8', 0, most) })
  answer.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    size += chunk.length
    if (size < most) return
    finish()
    answer.destroy() // whoever goes on talking is not listened to
  })
  answer.on('end', finish)
  answer.on('error', reject)
}

function whyNot(call: ClientRequest, error: NodeJS.ErrnoException): NoAnswer {
  if (error instanceof NoAnswer) return error
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return new NoAnswer('timeout')
  const code = error.code ?? error.name
  return call.reusedSocket && code === 'ECONNRESET' ? new StaleConnection(code) : new NoAnswer(code)
}

function guarded({ allowPrivate, resolve = lookup }: Outward): LookupFunction {
  return (host, options, found) =>
    resolve(host, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error || !first) return found(error ?? new NoAnswer('ENOTFOUND'), [])
      if (!allowPrivate && !addresses.every(({ address }) => isPublic(address)))
        return found(new NoAnswer('private'), [])
      return options.all ? found(null, addresses) : found(null, first.address, first.family)
    })
}

const isHttp = (protocol: string): boolean => protocol === 'http:' || protocol === 'https:'

const literal = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '')

function isLocalLiteral(url: URL): boolean {
  const host = literal(url)
  return isIP(host) !== 0 && !isPublic(host)
}

// Not private by its number, yet every machine in that cloud answers to it with secrets (Azure's wire server).
const metadata = new Set(['168.63.129.16'])

/** Whether an IP address is somebody's on the open internet: not loopback, private, link-local, CGNAT, reserved … */
export function isPublic(address: string): boolean {
  const read = ipaddr.process(address)
  // Of IPv6 only 2000::/3 is handed out; the rest has ways to spell IPv4 addresses, like ::7f00:1.
  if (read.kind() === 'ipv6' && ((read.toByteArray()[0] ?? 0) & 0xe0) !== 0x20) return false
  return read.range() === 'unicast' && !metadata.has(read.toString())
}

/** Refuses at once an address that could never be called: `address.protocol`, `address.private`. */
export function refuseUncallable(url: string, { allowPrivate }: Outward): void {
  const target = new URL(url)
  if (!isHttp(target.protocol)) throw refuse('address.protocol', { url: target.protocol })
  if (allowPrivate) return
  if (isLocalLiteral(target) || /(^|\.)localhost$/i.test(target.hostname))
    throw refuse('address.private', { host: target.hostname })
}

/** Why a call brought no answer or a bad one, in the reader's words; an unknown code speaks for itself. */
export function troubleSentence(code: string, lang: Lang): string {
  return troubles[code]?.[lang] ?? (lang === 'zh' ? `调用失败：${code}` : `The call failed: ${code}`)
}

const troubles: Readonly<Record<string, Record<Lang, string>>> = {
  timeout: { zh: '10 秒内没有应答', en: 'No answer within 10 seconds' },
  private: {
    zh: '地址属于内网或本机，已拒绝调用',
    en: 'The address is private or local and was not called',
  },
  protocol: {
    zh: '地址须以 https:// 或 http:// 开头',
    en: 'The address must begin with https:// or http://',
  },
  ENOTFOUND: { zh: '找不到这个域名', en: 'There is no such host' },
  ECONNREFUSED: { zh: '对方拒绝连接', en: 'The host refused the connection' },
  ECONNRESET: { zh: '连接被对方中断', en: 'The host broke off the connection' },
  CERT_HAS_EXPIRED: { zh: '对方的 HTTPS 证书已过期', en: 'The host’s certificate has expired' },
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    zh: '对方的 HTTPS 证书是自签名的，不受信任',
    en: 'The host’s certificate is self-signed and not trusted',
  },
  sealed: {
    zh: '服务器的 SECRET 换过，打不开原来的密钥；请删除后重新添加',
    en: 'The server’s SECRET is another one by now, so its secret cannot be opened; remove it and add it again',
  },
  expired: { zh: '三天内未能送达，已放弃', en: 'Given up: it could not be delivered within three days' },
}
