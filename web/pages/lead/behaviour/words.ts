import { defineWords } from '../../../app/language.tsx'

export const behaviourWords = defineWords({
  title: ['行为', 'Behaviour'],
  none: ['还没有记录到行为', 'Nothing it did is known yet'],
  more: ['再看更早的', 'Show earlier'],
  seconds: [(n: number) => `${n} 秒`, (n: number) => `${n} s`],
  machine: [(why: string) => `机器：${why}，不计分`, (why: string) => `A machine: ${why}; scores nothing`],
  page: ['浏览页面', 'Viewed a page'],
  stay: ['停留', 'Stayed'],
  formStart: ['开始填表', 'Began a form'],
  formSubmit: ['提交表单', 'Sent a form'],
  download: ['下载', 'Downloaded'],
  video: ['看视频', 'Played a video'],
  mailOpen: ['打开邮件', 'Opened a mail'],
  mailClick: ['点邮件里的链接', 'Opened a link of a mail'],
  mailReply: ['回复邮件', 'Answered a mail'],
  social: ['社交互动', 'Engaged on social media'],
  scan: ['扫码', 'Scanned a code'],
  meeting: ['参加会议', 'Came to a meeting'],
  custom: ['自定义', 'Custom'],
})

/** Why an event was no person's. */
export const machineWords = defineWords({
  bot: ['爬虫或程序', 'a bot or a program'],
  scanner: ['邮件安全扫描', 'a mail scanner'],
  proxy: ['邮箱代理预载', 'a mail proxy loading ahead'],
  prefetch: ['浏览器预载', 'loaded ahead'],
  head: ['只查了链接', 'only asked whether the link is there'],
  instant: ['送达后立刻点开', 'at once after delivery'],
  burst: ['几秒内点了多个链接', 'several links within seconds'],
  dataCentre: ['来自机房', 'from a data centre'],
})
