import { createHmac } from 'node:crypto'
import { complaintIn } from './answer.ts'
import type { Vendor } from './robot.ts'

/**
 * Feishu (飞书) custom bots: open.feishu.cn/document/ukTMukTMukTM/ucTM5YjL3ETO24yNxkjN. With 签名校验 the body carries
 * the moment in seconds (at most an hour old) and base64 of HMAC-SHA256 whose key is "moment\nsecret" and whose message
 * is empty, else code 19021; bodies up to 20 KB, 100 messages a minute and 5 a second (else 11232).
 */
export const feishu: Vendor = {
  parcel: ({ url, secret }, { title, lines }, now) => ({
    url,
    body: JSON.stringify({
      ...(secret && signature(secret, now)),
      msg_type: 'interactive',
      card: {
        config: { wide_screen_mode: true },
        header: { title: { tag: 'plain_text', content: title }, template: 'blue' },
        elements: [{ tag: 'markdown', content: lines.join('\n') }],
      },
    }),
  }),
  complaint: (answer) => complaintIn(answer, { code: 'code', message: 'msg' }),
  pace: 700,
}

function signature(secret: string, now: Date): { timestamp: string; sign: string } {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  return { timestamp, sign: createHmac('sha256', `${timestamp}\n${secret}`).digest('base64') }
}
