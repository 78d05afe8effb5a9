/** Hosts at which anybody has a mailbox: two people there are not thereby of one company. */
const publicHosts: ReadonlySet<string> = new Set(
  (
    'qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com vip.126.com yeah.net 188.com sina.com sina.cn vip.sina.com ' +
    'sohu.com tom.com 139.com 189.cn wo.cn 21cn.com aliyun.com 263.net eyou.com gmail.com googlemail.com outlook.com hotmail.com live.com ' +
    'live.cn msn.com yahoo.com yahoo.cn yahoo.com.cn yahoo.co.jp yahoo.com.hk yahoo.com.tw ymail.com icloud.com me.com mac.com ' +
    'aol.com gmx.com gmx.de gmx.net web.de mail.com mail.ru yandex.com yandex.ru proton.me protonmail.com pm.me zoho.com ' +
    'fastmail.com naver.com daum.net hanmail.net qq.cn'
  ).split(' '),
)

/** True for a provider's host. Wants it in lower case. */
export function isPublicHost(host: string): boolean {
  return publicHosts.has(host)
}
