import { createHmac } from 'node:crypto'
import type { Reply, Sent } from './receiver.ts'

const HOUR = 3_600_000
const hmac = (key: string, message: string) => createHmac('sha256', key).update(message).digest('base64')

/** What any of them looks at; nothing of it need be there. */
interface Message {
  msgtype?: string
  markdown?: { content?: string; title?: string; text?: string }
  at?: { atMobiles?: string[] }
  timestamp?: string
  sign?: string
  msg_type?: string
  card?: { header?: { title?: { tag?: string } }; elements?: { tag?: string }[] }
}

function messageOf({ body, headers }: Sent): Message {
  if (!String(headers['content-type']).startsWith('application/json')) return {}
  return JSON.parse(body) as Message
}

/** WeCom's side of a group robot: its key in the address, Markdown of at most 4,096 bytes, twenty messages a minute. */
export function wecomGroup(key: string) {
  let said = 0
  return (sent: Sent): Reply => {
    const no = (errcode: number, errmsg: string) => ({ body: { errcode, errmsg } })
    if (sent.url.searchParams.get('key') !== key) return no(93000, 'invalid webhook url')
    const message = messageOf(sent)
    const content = message.markdown?.content
    if (message.msgtype !== 'markdown' || typeof content !== 'string' || content === '')
      return no(40008, 'invalid message type')
    if (Buffer.byteLength(content) > 4096) return no(40058, 'markdown.content exceed max length 4096')
    return ++said > 20 ? no(45009, 'api freq out of limit') : no(0, 'ok')
  }
}

/** DingTalk's side: the token and, with 加签, moment and signature in the address; title and text; 20 a minute. */
export function dingtalkGroup(token: string, secret: string) {
  let said = 0
  return (sent: Sent): Reply => {
    const no = (errcode: number, errmsg: string) => ({ body: { errcode, errmsg } })
    const { searchParams } = sent.url
    if (searchParams.get('access_token') !== token) return no(300001, 'token is not exist')
    const timestamp = searchParams.get('timestamp') ?? ''
    if (!/^\d{13}$/.test(timestamp) || Math.abs(Date.now() - Number(timestamp)) > HOUR)
      return no(310000, 'invalid timestamp')
    if (searchParams.get('sign') !== hmac(secret, `${timestamp}\n${secret}`))
      return no(310000, 'sign not match')
    const message = messageOf(sent)
    if (message.msgtype !== 'markdown' || !message.markdown?.title || !message.markdown.text)
      return no(40035, 'invalid markdown')
    const { text } = message.markdown
    const called = message.at?.atMobiles ?? []
    if (called.some((mobile) => !text.includes(`@${mobile}`))) return no(400101, 'not in text')
    return ++said > 20 ? no(130101, 'send too fast, exceed 20 times per minute') : no(0, 'ok')
  }
}

/** Feishu's side: with 签名校验 moment and signature in the body; a card with a title and elements; at most 20 KB. */
export function feishuGroup(secret: string) {
  return (sent: Sent): Reply => {
    const no = (code: number, msg: string) => ({ body: { code, msg, data: {} } })
    const message = messageOf(sent)
    if (Buffer.byteLength(sent.body) > 20 * 1024) return no(9499, 'Bad Request')
    const { timestamp = '', sign } = message
    const fresh = /^\d{10}$/.test(timestamp) && Math.abs(Date.now() - Number(timestamp) * 1000) < HOUR
    if (!fresh || sign !== hmac(`${timestamp}\n${secret}`, ''))
      return no(19021, 'sign match fail or timestamp is not within one hour from current time')
    const { card } = message
    const whole = card?.header?.title?.tag === 'plain_text' && card.elements?.[0]?.tag === 'markdown'
    if (message.msg_type !== 'interactive' || !whole) return no(19001, 'param invalid')
    return no(0, 'success')
  }
}
