/**
 * What is known of mail domains. Our own lists, kept short on purpose: who is free and who forwards what is written on the
 * providers' own pages (mail.qq.com, mail.163.com, mail.10086.cn, support.google.com, outlook.com, icloud.com); whose
 * addresses live ten minutes on those of mailinator.com, guerrillamail.com, yopmail.com, 10minutemail.com, temp-mail.org and
 * the like; the names of roles are in RFC 2142. An organisation's own list of allowed domains goes before these.
 */
const list = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean))

/** Anybody may have an address there: it says nothing of a company. */
export const freeDomains = list(`
  qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com vip.126.com yeah.net 188.com sina.com sina.cn sina.com.cn vip.sina.com
  vip.sina.cn sohu.com vip.sohu.com tom.com vip.tom.com 21cn.com 263.net 139.com 189.cn wo.cn aliyun.com 2980.com eyou.com
  88.com 111.com citiz.net china.com chinaren.com hainan.net
  gmail.com googlemail.com outlook.com outlook.cn hotmail.com live.com live.cn msn.com yahoo.com yahoo.com.cn yahoo.cn yahoo.co.jp
  yahoo.com.hk yahoo.com.tw yahoo.co.uk yahoo.fr yahoo.de ymail.com rocketmail.com icloud.com me.com mac.com aol.com mail.com email.com
  gmx.com gmx.de gmx.net web.de t-online.de freenet.de orange.fr free.fr laposte.net libero.it mail.ru yandex.ru yandex.com bk.ru
  inbox.ru list.ru rambler.ru proton.me protonmail.com pm.me tutanota.com tuta.io zoho.com fastmail.com hey.com naver.com
  hanmail.net daum.net nate.com rediffmail.com hotmail.co.uk hotmail.fr live.co.uk btinternet.com comcast.net verizon.net att.net
  netvigator.com pchome.com.tw hinet.net seznam.cz uol.com.br bol.com.br terra.com.br`)

/** Gone within minutes or days: nobody answers there. */
export const disposableDomains = list(`
  mailinator.com mailinator.net guerrillamail.com guerrillamail.net guerrillamail.org guerrillamail.de guerrillamailblock.com sharklasers.com
  grr.la 10minutemail.com 10minutemail.net 10minutemail.co.za 20minutemail.com temp-mail.org temp-mail.io tempmail.com tempmail.net
  tempmail.dev tempmailo.com tempail.com tempr.email discard.email discardmail.com throwawaymail.com trashmail.com trashmail.de
  trashmail.net yopmail.com yopmail.fr yopmail.net maildrop.cc mailnesia.com mailcatch.com mailnull.com mintemail.com mohmal.com
  getnada.com nada.email dispostable.com fakeinbox.com fakemail.net spamgourmet.com spambox.us spam4.me mytemp.email emailondeck.com
  moakt.com moakt.cc minuteinbox.com burnermail.io inboxkitten.com inboxbear.com linshiyouxiang.net bccto.me chacuo.net 027168.com
  linshi-email.com 24mail.chacuo.net snapmail.cc mail-temp.com tmpmail.org tmpmail.net tmail.ws anonbox.net jetable.org
  mailexpire.com incognitomail.org meltmail.com deadaddress.com einrot.com armyspy.com cuvox.de dayrep.com fleckens.hu gustr.com
  jourrapide.com rhyta.com superrito.com teleworm.us emailfake.com generator.email byom.de wegwerfmail.de spamfree24.org`)

/** Mailboxes of an office rather than of somebody. */
export const roles = list(`
  info sales marketing support service services admin administrator webmaster postmaster hostmaster noreply no-reply donotreply
  do-not-reply contact contactus enquiry enquiries inquiry inquiries office hello hr jobs job career careers recruit recruitment hiring
  finance accounting accounts billing invoice purchase purchasing procurement buyer order orders abuse security privacy legal press pr
  media news newsletter help helpdesk customerservice customer-service service-cn kefu xiaoshou caigou zhaopin renshi caiwu bangong
  shichang shangwu reception feedback team mail email mailer-daemon root usenet noc export import trade business bd`)

/** What most misspelt addresses were meant to end with, the most frequent first. */
// oxfmt-ignore
export const commonDomains: readonly string[] = [
  'qq.com', '163.com', 'gmail.com', '126.com', 'hotmail.com', 'outlook.com', 'foxmail.com', 'sina.com', 'yahoo.com',
  '139.com', 'icloud.com', 'sohu.com', 'aliyun.com', '189.cn', 'yeah.net', 'live.com', '188.com', 'vip.qq.com',
  'vip.163.com', 'vip.sina.com', 'sina.cn', 'protonmail.com', 'tom.com', '21cn.com',
]

/** Slips a distance of one letter does not explain, and those that would be nearer to another domain. */
// oxfmt-ignore
export const slips: Readonly<Record<string, string>> = {
  'gmail.co': 'gmail.com', 'gmail.cn': 'gmail.com', 'gmail.com.cn': 'gmail.com', 'googlemail.co': 'googlemail.com',
  'qq.cn': 'qq.com', 'qq.com.cn': 'qq.com', 'qq.co': 'qq.com', 'q.com': 'qq.com', 'qqq.com': 'qq.com', 'qq.c': 'qq.com',
  '163.cn': '163.com', '163.com.cn': '163.com', '136.com': '163.com', '16.com': '163.com', '162.com': '163.com',
  '126.cn': '126.com', '126.com.cn': '126.com', '139.cn': '139.com', '189.com': '189.cn', 'foxmail.cn': 'foxmail.com',
  'hotmail.cn': 'hotmail.com', 'hotmail.co': 'hotmail.com', 'hotmai.com': 'hotmail.com', 'outlook.co': 'outlook.com',
  'yahoo.co': 'yahoo.com', 'icloud.cn': 'icloud.com', 'icloud.com.cn': 'icloud.com', 'aliyun.cn': 'aliyun.com',
  'sohu.cn': 'sohu.com', 'yeah.com': 'yeah.net', 'yeah.cn': 'yeah.net', 'gmali.com': 'gmail.com', 'gmial.com': 'gmail.com',
}

/** Endings that were meant to be another, the longer before those they end with. .co, .cm and .om are countries': by themselves they are only half a reason. */
// oxfmt-ignore
export const endings: Readonly<Record<string, string>> = {
  'com.con': 'com', con: 'com', cmo: 'com', ocm: 'com', comm: 'com', coom: 'com', vom: 'com', xom: 'com', cpm: 'com', clm: 'com',
  ccom: 'com', c0m: 'com', copm: 'com', comn: 'com', ent: 'net', nte: 'net', ney: 'net', nett: 'net',
  cnn: 'cn', 'com.cm': 'com.cn', 'com.ch': 'com.cn', 'con.cn': 'com.cn', 'cmo.cn': 'com.cn', 'com.c': 'com.cn',
}
