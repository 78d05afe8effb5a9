import { defineWords } from '../../../app/language.tsx'

export const hookWords = defineWords({
  intro: [
    '邮件系统、企业微信等告诉我们客户打开、点击了什么：把下面的地址填到对方系统里，它说的行为就会算到线索上。没有签名的一律不收。',
    'Mail systems, WeCom and others tell what people opened and clicked: give them the address below, and what they tell counts for the leads. Nothing without a signature is taken.',
  ],
  newHook: ['添加接收地址', 'Add an address'],
  none: ['还没有接收地址', 'No address yet'],
  noneHint: [
    '添加后得到一个地址，填到对方系统里。',
    'Adding one gives you the address to put into the other system.',
  ],
  name: ['名称', 'Name'],
  kind: ['对方系统', 'The other system'],
  sendgrid: ['SendGrid', 'SendGrid'],
  mailgun: ['Mailgun', 'Mailgun'],
  neutral: ['其他系统（通用格式）', 'Another system (the neutral shape)'],
  secret: ['密钥', 'Secret'],
  secretOfSendgrid: [
    'SendGrid 后台“Event Webhook”签名验证里的公钥（Verification Key）',
    'The verification key of the signed event webhook, from SendGrid’s settings',
  ],
  secretOfMailgun: [
    'Mailgun 后台的 HTTP webhook signing key',
    'The HTTP webhook signing key, from Mailgun’s settings',
  ],
  secretOfNeutral: [
    '双方约定的密钥；对方用它对“时间戳.正文”做 HMAC-SHA256，放在 X-Signature 里，时间戳放在 X-Timestamp 里。格式同 POST /api/v1/events。',
    'A secret of both sides: the other signs “timestamp.body” with it by HMAC-SHA256, in X-Signature, and sends the timestamp in X-Timestamp. The body is that of POST /api/v1/events.',
  ],
  secretShort: ['至少 8 个字符', 'At least 8 characters'],
  remove: ['删除', 'Remove'],
  removeAsk: [
    (name: string) => `删除“${name}”？对方再发来的会被拒收；已经收到的行为保留。`,
    (name: string) => `Remove “${name}”? What is sent to it from then on is refused; what came stays.`,
  ],
  removed: ['已删除', 'Removed'],
})
