import { complaintIn } from './answer.ts'
import type { Vendor } from './robot.ts'

/**
 * WeCom (企业微信) group robots: developer.work.weixin.qq.com/document/path/91770. The key stands in the address,
 * nothing is signed; Markdown up to 4,096 bytes (else errcode 40058), 20 messages a minute (else 45009).
 */
export const wecom: Vendor = {
  parcel: ({ url }, { title, lines }) => ({
    url,
    body: JSON.stringify({
      msgtype: 'markdown',
      markdown: { content: [`### ${title}`, ...lines.map((line) => `> ${line}`)].join('\n') },
    }),
  }),
  complaint: (answer) => complaintIn(answer, { code: 'errcode', message: 'errmsg' }),
  pace: 3_200,
}
