import { defineWords } from '../../../app/language.tsx'

export const codeWords = defineWords({
  intro: [
    '渠道活码：一个渠道印一个码。扫码的人会带着渠道和活动来到你的页面，之后留下的线索也带着它们。码印出去之后，仍可改它通向哪里。',
    'One QR code for each channel. Whoever scans it comes to your page with the channel and the campaign, and so does the lead they leave. Where a code leads may be changed after it was printed.',
  ],
  newCode: ['新建渠道活码', 'New QR code'],
  none: ['还没有渠道活码', 'No QR code yet'],
  noneHint: [
    '给展会、传单、门店或每位地推人员各建一个，就知道线索从哪里来。',
    'Make one for a fair, a leaflet, a shop or a person, and you know where leads come from.',
  ],
  name: ['名称', 'Name'],
  nameHint: ['例如：上海展会 3 号馆', 'For example: Shanghai fair, hall 3'],
  target: ['通向的页面', 'Page it leads to'],
  targetNeeded: ['请填写以 https:// 开头的网址', 'An address that begins with https://'],
  channel: ['渠道', 'Channel'],
  channelHint: ['作为 utm_source 带上', 'Carried as utm_source'],
  campaign: ['活动', 'Campaign'],
  campaignHint: ['作为 utm_campaign 带上', 'Carried as utm_campaign'],
  scans: [(n: number) => `被扫 ${n} 次`, (n: number) => (n === 1 ? '1 scan' : `${n} scans`)],
  image: [(name: string) => `${name}的二维码`, (name: string) => `QR code of ${name}`],
  download: ['下载图片（SVG）', 'Download the image (SVG)'],
  copyUrl: ['复制网址', 'Copy the address'],
  off: ['停用后，扫这个码的人会看到“已停用”。', 'Whoever scans a code that is switched off is told so.'],
})
