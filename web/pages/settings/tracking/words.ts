import { defineWords } from '../../../app/language.tsx'

export const trackingWords = defineWords({
  intro: [
    '把这一行放进网页的 <head> 里，访客浏览、停留、填表、下载和看视频就会被记录；知道是谁之后，之前的行为也算到这条线索上。',
    'Put the line into the <head> of your pages: views, stays, forms, downloads and videos are noted. Once it is known who a visitor is, what they did before counts for their lead too.',
  ],
  newSite: ['添加网站', 'Add a site'],
  none: ['还没有网站', 'No site yet'],
  noneHint: ['添加后会得到一行代码。', 'Adding one gives you the line to put in.'],
  name: ['网站名称', 'Name of the site'],
  consent: ['访客同意后才记录', 'Track only once the visitor agrees'],
  consentHint: [
    "同意后由页面调用 sluice('consent', true)；在此之前不发送也不保存任何内容。",
    "The page calls sluice('consent', true) then; before that nothing is sent or stored.",
  ],
  honour: ['尊重浏览器的“请勿跟踪”（DNT、GPC）', 'Honour Do Not Track and Global Privacy Control'],
  snippet: ['要放进网页的代码', 'The line to put into your pages'],
})
