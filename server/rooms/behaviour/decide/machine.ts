/**
 * Whether somebody did it, or a machine: bots say who they are, scanners of mail and browsers that load ahead are told by how
 * they ask. What is doubtful counts as a person's: a lead's score is worth more than a clean count.
 */
import type { BehaviourKind } from '../../../../contract/behaviour.ts'

/** What is known of how an event came about. */
export interface Traffic {
  readonly kind: BehaviourKind
  readonly at: Date
  readonly userAgent?: string | undefined
  /** The values of Purpose, Sec-Purpose, X-Purpose and X-Moz. */
  readonly purpose?: string | undefined
  readonly method?: string | undefined
  readonly deliveredAt?: Date | undefined
  readonly dataCentre?: boolean | undefined
}

export const machineReasons = [
  'bot',
  'scanner',
  'proxy',
  'prefetch',
  'head',
  'instant',
  'burst',
  'dataCentre',
] as const
export type MachineReason = (typeof machineReasons)[number]

/** Programs that name themselves: crawlers, previews of chat programs, libraries, headless browsers. */
const bots =
  /(?<!cu)bot\b|(?<!cu)bot[/;_-]|crawl|spider|slurp|headless|phantomjs|lighthouse|pagespeed|^curl|^wget|python-|^python|go-http-client|^java\/|okhttp|axios|node-fetch|^node\b|undici|libwww|httpclient|apache-httpclient|guzzle|^ruby|scrapy|facebookexternalhit|facebookcatalog|whatsapp\/|skypeuripreview|slackbot|slack-imgproxy|telegrambot|discordbot|twitterbot|linkedinbot|embedly|bingpreview|google-inspectiontool|google-read-aloud|mediapartners-google|apis-google|feedfetcher|uptime|pingdom|statuscake|site24x7|datadog|postman|insomnia|bytespider|petalbot|sogou (web|pic|news) spider|yisouspider|360spider|baiduspider|semrush|ahrefs|mj12|dotbot|gptbot|claudebot|ccbot|perplexity|archive\.org|puppeteer|playwright|selenium/i
/** Gateways that open the links of a mail before its reader does. */
const scanners =
  /barracuda|proofpoint|mimecast|safelinks|microsoft office.*(protection|existence)|ms-?office.*existence|atp-?scan|fireeye|trellix|symantec|messagelabs|mailcontrol|forcepoint|ironport|cisco.*(umbrella|talos)|trendmicro|trend micro|sophos|zscaler|bitdefender|checkpoint|fortinet|fortimail|cloudmark|vade|hornetsecurity|spamassassin|virustotal|urlscan|phishtank|netcraft|paloalto|cofense|area1|abnormal|coremail|linkcheck|link-check|url-?scan/i
/** Proxies that load a mail's images whether or not it is read. */
const proxies =
  /googleimageproxy|ggpht\.com|yahoomailproxy|mail\.ru.*proxy|qqmail.*proxy|outlook-?imageproxy/i
/** How an image of a mail is loaded by Apple's privacy proxy: a bare Mozilla/5.0, for opens only. */
const bare = /^mozilla\/5\.0$/i

const SOON = 2_000 // ms from delivery to a click: nobody has read a mail by then (FEATURES: ignore opens ≤ 5 s)
const OPEN_SOON = 5_000

/** Why an event is a machine's; null where it is a person's. */
export function machineOf(seen: Traffic): MachineReason | null {
  const agent = seen.userAgent?.trim() ?? ''
  if (seen.method === 'HEAD') return 'head'
  if (/prefetch|prerender|preview/i.test(seen.purpose ?? '')) return 'prefetch'
  if (scanners.test(agent)) return 'scanner'
  if (bots.test(agent)) return 'bot'
  if (seen.kind === 'mailOpen' && (proxies.test(agent) || bare.test(agent))) return 'proxy'
  if (bare.test(agent) && seen.kind === 'mailClick') return 'scanner'
  if (seen.dataCentre) return 'dataCentre'
  return tooSoon(seen) ? 'instant' : null
}

function tooSoon({ kind, at, deliveredAt }: Traffic): boolean {
  if (!deliveredAt || (kind !== 'mailClick' && kind !== 'mailOpen')) return false
  const after = at.getTime() - deliveredAt.getTime()
  return after >= 0 && after <= (kind === 'mailClick' ? SOON : OPEN_SOON)
}

/** A click on a link of a mail. */
export interface Click {
  readonly eventId: string
  readonly about: string
  readonly at: Date
}

const BURST = 3 // different links of one lead's mails
const WITHIN = 5_000 // ms

/** The clicks of one lead that no hand makes: three or more different links within five seconds of each other. */
export function burstOf(clicks: readonly Click[]): Set<string> {
  const sorted = clicks.toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const found = new Set<string>()
  let from = 0
  for (const [to, last] of sorted.entries()) {
    while (last.at.getTime() - sorted[from]!.at.getTime() > WITHIN) from++
    const near = sorted.slice(from, to + 1)
    if (new Set(near.map(({ about }) => about)).size >= BURST)
      for (const { eventId } of near) found.add(eventId)
  }
  return found
}
