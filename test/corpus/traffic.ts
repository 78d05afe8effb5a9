/** Traffic of our own making, after how such clients are documented to ask: who is a machine, and who is a person. */
interface Asking {
  readonly userAgent?: string
  readonly purpose?: string
  readonly method?: string
  readonly kind?: 'mailClick' | 'mailOpen' | 'page'
  readonly dataCentre?: boolean
}

const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36'

const named = [
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X) AppleWebKit/537.36 Chrome/126.0.0.0 Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
  'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)',
  'Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)',
  'Mozilla/5.0 (compatible; YisouSpider/5.0; +http://www.yisou.com)',
  'Mozilla/5.0 (Windows NT 6.1) AppleWebKit/537.36 Chrome/50 Safari/537.36; 360Spider',
  'Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Mobile Safari/537.36 (compatible; Bytespider; spider-feedback@bytedance.com)',
  'Mozilla/5.0 (compatible; PetalBot;+https://webmaster.petalsearch.com/site/petalbot)',
  'Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)',
  'DuckDuckBot/1.1; (+http://duckduckgo.com/duckduckbot.html)',
  'Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)',
  'Mozilla/5.0 (compatible; SemrushBot/7~bl; +http://www.semrush.com/bot.html)',
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
  'CCBot/2.0 (https://commoncrawl.org/faq/)',
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'WhatsApp/2.23.20.0',
  'TelegramBot (like TwitterBot)',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)',
  'LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)',
  'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5',
  'Twitterbot/1.0',
  'curl/8.5.0',
  'Wget/1.21.3',
  'python-requests/2.31.0',
  'Python/3.11 aiohttp/3.9.1',
  'python-urllib3/2.0.7',
  'Go-http-client/2.0',
  'Java/17.0.2',
  'Apache-HttpClient/4.5.13 (Java/11.0.16)',
  'okhttp/4.12.0',
  'axios/1.6.2',
  'node-fetch/1.0 (+https://github.com/bitinn/node-fetch)',
  'undici',
  'GuzzleHttp/7',
  'Ruby',
  'Scrapy/2.11 (+https://scrapy.org)',
  'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/126.0.0.0 Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/534.34 (KHTML, like Gecko) PhantomJS/1.9.8 Safari/534.34',
  'PostmanRuntime/7.36.0',
  'Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)',
  'Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)',
  'Datadog/Synthetics',
  'BarracudaCentral (compatible; link checker)',
  'Mozilla/5.0 (compatible; Proofpoint URL Defense)',
  'Mimecast-URL-Protect/1.0',
  'Mozilla/5.0 (Windows NT 10.0) SafeLinks-Scan/2',
  'Microsoft Office Existence Discovery',
  'Mozilla/5.0 (compatible; FireEye-ETP)',
  'Symantec.cloud MessageLabs',
  'Mozilla/5.0 (compatible; TrendMicro-WRS/1.0)',
  'Mozilla/5.0 (Zscaler link inspection)',
  'Coremail-LinkCheck/1.0',
  'Mozilla/5.0 (compatible; NetcraftSurveyAgent/1.0; +info@netcraft.com)',
  'urlscan.io',
]

/** Scripted: each is to be told from a person. */
export const scanners: readonly Asking[] = [
  ...named.map((userAgent) => ({ userAgent })),
  { userAgent: chrome, method: 'HEAD' },
  { userAgent: chrome, purpose: 'prefetch' },
  { userAgent: chrome, purpose: 'prefetch;prerender' },
  { userAgent: chrome, purpose: 'prefetch;anonymous-client-ip' },
  { userAgent: chrome, dataCentre: true },
  { kind: 'mailOpen', userAgent: 'Mozilla/5.0' },
  {
    kind: 'mailOpen',
    userAgent: 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
  },
  { kind: 'mailOpen', userAgent: 'YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html' },
  { userAgent: 'Mozilla/5.0' },
  // Says that it is Chrome and asks as Chrome does: only the burst of its clicks gives it away, never a request alone.
  { userAgent: chrome },
]

/** Ordinary browsers: none of them may ever be called a machine. */
export const people: Readonly<Record<string, string>> = {
  'Chrome on Windows': chrome,
  'Edge on Windows': `${chrome} Edg/126.0.2592.68`,
  'Firefox on Windows': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0',
  'Firefox on Linux': 'Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0',
  'Safari on macOS':
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
  'Safari on iPhone':
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
  'Apple Mail, read by a person':
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)',
  'WeChat on iPhone':
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.49(0x18003130) NetType/WIFI Language/zh_CN',
  'WeChat on Android':
    'Mozilla/5.0 (Linux; Android 14; 23127PN0CC Build/UKQ1.230804.001; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160065 MMWEBSDK/20240404 MMWEBID/2307 MicroMessenger/8.0.49.2600(0x28003133) WeChat/arm64 Weixin NetType/5G Language/zh_CN ABI/arm64',
  'WeChat on Windows':
    'Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/107.0.0.0 Safari/537.36 MicroMessenger/7.0.20.1781(0x6700143B) NetType/WIFI WindowsWechat/WMPF WindowsWechat(0x63090a13) XWEB/9129 Flue',
  'WeCom on iPhone':
    'Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 wxwork/4.1.22 MicroMessenger/7.0.1 Language/zh ColorScheme/Light',
  'DingTalk on Android':
    'Mozilla/5.0 (Linux; U; Android 13; zh-CN; M2012K11AC) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/100.0.4896.58 UWS/5.12.4.0 Mobile Safari/537.36 AliApp(DingTalk/7.5.20) com.alibaba.android.rimet/36201246 Channel/227200 language/zh-CN',
  'Feishu on macOS':
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/118.0.5993.159 Safari/537.36 Lark/7.16.7 LarkLocale/zh_CN ttnet SDK-Version/6.8.10',
  'QQ Browser': `${chrome} Core/1.94.253.400 QQBrowser/12.6.5678.400`,
  'QQ on Android':
    'Mozilla/5.0 (Linux; Android 12; PEGM00) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/98.0.4758.102 MQQBrowser/6.2 TBS/046295 Mobile Safari/537.36 V1_AND_SQ_8.9.58_4108_YYB_D QQ/8.9.58.11170 NetType/4G WebP/0.3.0 Pixel/1080',
  '360 Browser': `${chrome} QIHU 360SE`,
  'Sogou Browser':
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/80.0.3987.87 Safari/537.36 SE 2.X MetaSr 1.0',
  'UC Browser':
    'Mozilla/5.0 (Linux; U; Android 13; zh-CN; V2199A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/100.0.4896.58 UCBrowser/16.4.6.1277 Mobile Safari/537.36',
  Quark:
    'Mozilla/5.0 (Linux; U; Android 14; zh-CN; PJD110) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/100.0.4896.58 Quark/6.11.5.541 Mobile Safari/537.36',
  'Baidu app':
    'Mozilla/5.0 (Linux; Android 13; KOZ-AL00) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/97.0.4692.98 Mobile Safari/537.36 T7/13.45 BDOS/1.0 (HarmonyOS 3.0.0) SP-engine/2.82.0 baiduboxapp/13.45.0.10 (Baidu; P1 12) NABar/1.0',
  Douyin:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 aweme_30.4.0 JsSdk/2.0 NetType/WIFI ByteLocale/zh Region/CN',
  'Huawei Browser':
    'Mozilla/5.0 (Linux; Android 12; HarmonyOS; ALN-AL00; HMSCore 6.14.0.302) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.5735.196 HuaweiBrowser/15.0.4.312 Mobile Safari/537.36',
  'Mi Browser':
    'Mozilla/5.0 (Linux; U; Android 14; zh-cn; 23049RAD8C) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/109.0.5414.118 Mobile Safari/537.36 XiaoMi/MiuiBrowser/18.5.40614',
  'Samsung Internet':
    'Mozilla/5.0 (Linux; Android 13; SM-S918B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36',
  'A Cubot phone':
    'Mozilla/5.0 (Linux; Android 11; CUBOT_NOTE_20_PRO) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
  Opera: `${chrome} OPR/111.0.0.0`,
  'Avast Secure Browser': `${chrome} Avast/125.0.25186.142`,
  'Internet Explorer 11': 'Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko',
  'Outlook on Windows, opening a page':
    'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; Win64; x64; Trident/7.0; Microsoft Outlook 16.0.17628)',
  Thunderbird: 'Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.12.0',
  'no user agent at all': '',
}
