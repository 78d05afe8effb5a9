import { createHmac } from 'node:crypto'

export interface AccessKey {
  readonly id: string
  readonly secret: string
}

/** What makes each request another one, so that none can be sent twice. */
export interface Once {
  readonly nonce: string
  readonly now: Date
}

/**
 * The parameters of a signed call by Alibaba Cloud's RPC signature, version 1.0 (help.aliyun.com/document_detail/28839):
 * sorted, percent-encoded by RFC 3986, and signed with HMAC-SHA1 under the secret and an ampersand.
 */
export function signedParameters(
  given: Readonly<Record<string, string>>,
  { key, once, method }: { key: AccessKey; once: Once; method: 'GET' | 'POST' },
): Record<string, string> {
  const parameters = {
    Format: 'JSON',
    AccessKeyId: key.id,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: once.nonce,
    Timestamp: once.now.toISOString().replace(/\.\d+Z$/, 'Z'),
    ...given,
  }
  return { ...parameters, Signature: signatureOf(parameters, key.secret, method) }
}

/** The signature of parameters that are complete but for it. */
export function signatureOf(
  parameters: Readonly<Record<string, string>>,
  secret: string,
  method: 'GET' | 'POST',
): string {
  const text = `${method}&${encode('/')}&${encode(queryOf(parameters))}`
  return createHmac('sha1', `${secret}&`).update(text).digest('base64')
}

/** The parameters as one text, in the order of their names. */
export function queryOf(parameters: Readonly<Record<string, string>>): string {
  return Object.keys(parameters)
    .toSorted()
    .map((name) => `${encode(name)}=${encode(parameters[name] ?? '')}`)
    .join('&')
}

// RFC 3986 leaves letters, digits, - _ . and ~ as they are; encodeURIComponent also leaves ! ' ( ) *
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
