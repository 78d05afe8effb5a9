import type { Lang } from '../../../../contract/shapes.ts'
import { leadsIn } from './choice.ts'
import { sayOf, sayTo } from './happenings.ts'

/** A notice with what it takes to say it outside: of the lead no more than name and company. */
export interface Told {
  readonly noticeId: string
  readonly kind: string
  readonly data: Readonly<Record<string, unknown>>
  readonly leadId: string | null
  readonly leadName: string | null
  readonly company: string | null
  /** Whose notice it is. */
  readonly member: {
    readonly name: string
    readonly email: string | null
    readonly mobile: string | null
    readonly lang: Lang
  }
}

/** What a group is told of: leads that came. Reminders are between a member and their own screen and mailbox. */
export const groupKinds = ['lead.assigned', 'leads.assigned', 'leads.imported', 'lead.reenquired'] as const

/** 张明 · 北京仁科; undefined of a digest, or when neither is known. */
function leadOf({ leadName, company }: Told): string | undefined {
  return [leadName, company].filter(Boolean).join(' · ') || undefined
}

const linkOf = ({ leadId, kind }: Told, publicUrl: string): string =>
  leadId ? `${publicUrl}/leads/${leadId}` : `${publicUrl}/${placeOf(kind)}`

function placeOf(kind: string): string {
  if (kind.startsWith('priorities.')) return 'priority'
  return kind.startsWith('calendar.') ? 'working-time?tab=calendar' : 'leads'
}

type Some = readonly [Told, ...Told[]]

/** What is said of all of it at once; like a mail's subject it shows on locked screens and names nobody. */
function titleOf(told: Some): string {
  const [{ member, kind, data }] = told
  if (told.length === 1) return sayTo(kind, member.lang, data)
  const fresh = told.map(leadsIn)
  const count = fresh.reduce((sum, each) => sum + each, 0)
  if (fresh.every((each) => each > 0)) return sayTo('leads.assigned', member.lang, { count })
  return member.lang === 'zh' ? `${told.length} 条线索提醒` : `${told.length} notices about your leads`
}

const moreOf = (left: number, lang: Lang): string =>
  lang === 'zh' ? `……另有 ${left} 条` : `… and ${left} more`

/** Lines of a mail: a digest is for knowing, the rest stands in the app. */
const MAILED = 50

/** The mail that tells a member all that waits for them. The subject names nobody. */
export function mailOf(told: Some, publicUrl: string): { subject: string; text: string; html: string } {
  const [{ member }] = told
  const { lang, name } = member
  const colon = lang === 'zh' ? '：' : ': '
  const lines = told.slice(0, MAILED).map((each) => {
    const lead = leadOf(each)
    const what = sayTo(each.kind, lang, each.data)
    return { what: lead ? `${what}${colon}${lead}` : what, link: linkOf(each, publicUrl) }
  })
  const greeting = lang === 'zh' ? `${name}，你好：` : `Hello ${name},`
  const left = told.length - lines.length
  const more = left > 0 ? [moreOf(left, lang)] : []
  const text = [greeting, ...lines.map(({ what, link }) => `${what}\n${link}`), ...more].join('\n\n')
  const items = lines.map(({ what, link }) => `<p><a href="${escaped(link)}">${escaped(what)}</a></p>`)
  const html = [`<p>${escaped(greeting)}</p>`, ...items, ...more.map((said) => `<p>${said}</p>`)].join('\n')
  return { subject: titleOf(told), text: `${text}\n`, html }
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)

/** What a member is told on a small card: in a chat, or by their browser. */
export interface CardText {
  readonly title: string
  readonly lines: readonly string[]
  readonly url: string
  readonly button: string
}

/** Leads a card of many names. */
const NAMED = 3

/** One card for all that waits, however much it is. */
export function cardOf(told: Some, publicUrl: string): CardText {
  const [first] = told
  const { lang } = first.member
  const button = lang === 'zh' ? '查看' : 'Open'
  const title = titleOf(told)
  if (told.length === 1) {
    const lead = leadOf(first)
    return { title, lines: [plain(lead ?? openIt[lang])], url: linkOf(first, publicUrl), button }
  }
  const colon = lang === 'zh' ? '：' : ': '
  const lines = told.slice(0, NAMED).map((each) => {
    const lead = leadOf(each)
    const what = sayTo(each.kind, lang, each.data)
    return lead ? `${what}${colon}${plain(lead)}` : what
  })
  const left = told.length - NAMED
  return {
    title,
    lines: left > 0 ? [...lines, moreOf(left, lang)] : lines,
    url: `${publicUrl}/${told.every(({ kind }) => kind.startsWith('priorit')) ? 'priority' : 'leads'}`,
    button,
  }
}

const openIt: Readonly<Record<Lang, string>> = { zh: '打开查看详情', en: 'Open to see it' }

/** What a robot tells its group: a title, and Markdown lines of which each vendor shows bold and links. */
export interface GroupMessage {
  readonly title: string
  readonly lines: readonly string[]
  /** Chinese mobiles of the members concerned, for vendors that can call them. */
  readonly mobiles: readonly string[]
}

// The smallest of the three vendors' limits is WeCom's: 4,096 bytes for all of it.
const MOST_BYTES = 3_600

/** One message for all that waits, however much it is: robots may send twenty a minute. */
export function groupMessageOf(told: readonly Told[], lang: Lang, publicUrl: string): GroupMessage {
  const lines: string[] = []
  let bytes = 0
  for (const [i, each] of told.entries()) {
    const line = groupLine(each, lang, publicUrl)
    bytes += new TextEncoder().encode(line).length + 1
    if (bytes > MOST_BYTES) {
      const left = told.length - i
      lines.push(moreOf(left, lang))
      break
    }
    lines.push(line)
  }
  const mobiles = told.flatMap(({ member }) => /^\+86(1\d{10})$/.exec(member.mobile ?? '')?.[1] ?? [])
  return { title: lang === 'zh' ? '新线索' : 'New leads', lines, mobiles: [...new Set(mobiles)].slice(0, 20) }
}

function groupLine(told: Told, lang: Lang, publicUrl: string): string {
  const what = sayOf(told.kind, lang, told.data)
  const lead = leadOf(told)
  const link = `[${plain(lead ?? (lang === 'zh' ? '查看' : 'Open'))}](${linkOf(told, publicUrl)})`
  return `**${plain(told.member.name)}** ${what} ${link}`
}

/** Names are typed by strangers: what Markdown or a vendor's tags would act on is shown in its full-width form. */
export function plain(text: string): string {
  return text
    .slice(0, 60)
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]()<>#~|!@&]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
}
