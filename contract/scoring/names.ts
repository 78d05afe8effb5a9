import type { BehaviourKind } from '../behaviour.ts'

/** What behaviour of a kind is called, as the end of “what somebody did”. */
export const behaviourNames: Readonly<Record<BehaviourKind, { readonly zh: string; readonly en: string }>> = {
  page: { zh: '看了网页', en: 'viewed a page' },
  stay: { zh: '停留浏览', en: 'stayed on a page' },
  formStart: { zh: '开始填表', en: 'began a form' },
  formSubmit: { zh: '提交表单', en: 'sent a form' },
  download: { zh: '下载资料', en: 'downloaded something' },
  video: { zh: '看了视频', en: 'watched a video' },
  mailOpen: { zh: '打开邮件', en: 'opened a mail' },
  mailClick: { zh: '点了邮件里的链接', en: 'clicked a link in a mail' },
  mailReply: { zh: '回复邮件', en: 'replied to a mail' },
  social: { zh: '社交媒体互动', en: 'engaged on social media' },
  scan: { zh: '扫了渠道活码', en: 'scanned a QR code' },
  meeting: { zh: '参加了会议或活动', en: 'attended a meeting or event' },
  custom: { zh: '其他自定义行为', en: 'did something sent in as custom' },
}
