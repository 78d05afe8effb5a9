import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto'
import { receiver } from './receiver.ts'

/** A browser that subscribes: it alone can read what it is pushed. */
export function pushBrowser() {
  const pair = createECDH('prime256v1')
  pair.generateKeys()
  const auth = randomBytes(16)
  return {
    pair,
    auth,
    keys: { p256dh: pair.getPublicKey('base64url'), auth: auth.toString('base64url') },
  }
}

/** What a push service took: whose it was, what stood in it, how long it keeps it and what it replaces. */
interface Pushed {
  readonly path: string
  readonly text: Record<string, unknown>
  readonly ttl: number
  readonly topic: string | undefined
}

const HEADER = 16 + 4 + 1 // salt, record size, length of the key id (RFC 8188)

/** Opens a message of aes128gcm as the browser does: RFC 8291, section 3.4, and RFC 8188, section 2. */
function open(body: Buffer, { pair, auth }: { pair: ECDH; auth: Buffer }): string {
  const salt = body.subarray(0, 16)
  const length = body.readUInt8(20)
  const theirs = body.subarray(HEADER, HEADER + length)
  const secret = pair.computeSecret(theirs)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), pair.getPublicKey(), theirs])
  const ikm = Buffer.from(hkdfSync('sha256', secret, auth, info, 32))
  const key = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: aes128gcm\0', 16))
  const nonce = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: nonce\0', 12))
  const sealed = body.subarray(HEADER + length)
  const decipher = createDecipheriv('aes-128-gcm', key, nonce)
  decipher.setAuthTag(sealed.subarray(-16))
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  return plain.subarray(0, plain.lastIndexOf(2)).toString() // the delimiter of the last record
}

/** Whether a push is signed by that key for this service: a JWT of ES256 that ends within a day (RFC 8292). */
function isSigned(header: string, origin: string, publicKey: string): boolean {
  const [, token = '', key] = /^vapid t=([^,]+), *k=(.+)$/.exec(header) ?? []
  if (key !== publicKey) return false
  const [head = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(publicKey, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'))
  const jwk = { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }
  const right = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>
  const left = Number(exp) - Date.now() / 1000
  return right && aud === origin && left > 0 && left <= 86_400 && /^(mailto:|https:)/.test(String(sub))
}

/** A push service on this machine: checks the signature, opens what it is sent, and answers 201; or what it is told to. */
export async function pushService(publicKey: string) {
  const pushed: Pushed[] = []
  const state = { status: 201, refused: [] as string[] }
  const browsers = new Map<string, ReturnType<typeof pushBrowser>>()
  const { url } = await receiver(({ url: { pathname: path }, method, headers, bytes }) => {
    const browser = browsers.get(path)
    const refuse = (status: number, why: string) => {
      state.refused.push(why)
      return { status }
    }
    if (method !== 'POST' || headers['content-encoding'] !== 'aes128gcm') return refuse(400, 'encoding')
    if (!/^\d+$/.test(String(headers['ttl']))) return refuse(400, 'ttl')
    if (!isSigned(String(headers.authorization), url, publicKey)) return refuse(403, 'signature')
    if (!browser) return refuse(410, 'gone')
    if (state.status !== 201) return refuse(state.status, 'told to')
    const text = JSON.parse(open(bytes, browser)) as Record<string, unknown>
    pushed.push({ path, text, ttl: Number(headers['ttl']), topic: headers['topic'] as string | undefined })
    return { status: 201 }
  })
  /** A browser subscribes; what PushManager.subscribe gives. */
  const subscribe = () => {
    const browser = pushBrowser()
    const path = `/push/${browsers.size}`
    browsers.set(path, browser)
    return { endpoint: `${url}${path}`, keys: browser.keys, leave: () => browsers.delete(path) }
  }
  return { pushed, state, subscribe }
}
