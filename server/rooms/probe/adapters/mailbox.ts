import { randomBytes } from 'node:crypto'
import { lookup, resolveMx } from 'node:dns/promises'
import { isPublic } from '../../../outward.ts'
import type { Checked, Provider } from './provider.ts'
import { Broken, callServer, type Reply, type Talk } from './smtp.ts'

export interface MailboxSettings {
  /** What the house calls itself: its own host name. */
  readonly helo: string
  /** Mail servers at private and local addresses may be called too. */
  readonly allowPrivate: boolean
}

/** How mail finds its way; as node:dns/promises does unless told. */
export interface MailWays {
  readonly mx?: (domain: string) => Promise<{ exchange: string; priority: number }[]>
  readonly addresses?: (host: string) => Promise<string[]>
  readonly port?: number
  /** ms an answer may take. */
  readonly patience?: number
  /** A mailbox that nobody has. */
  readonly nobody?: () => string
}

type Found = Pick<Checked, 'outcome' | 'reason'>

const PATIENCE = 10_000
/** Servers of a domain that are tried when the first cannot be reached. */
const SERVERS = 2
/** Mailboxes asked for in one conversation: more looks like harvesting. */
const IN_ONE = 10

/**
 * Asks a domain's mail server whether it would take a message for a mailbox (RFC 5321), and sends none: MX (or, without
 * one, the domain itself), EHLO, MAIL FROM:<>, RCPT TO, QUIT. A server that takes a mailbox nobody has takes them all, so
 * its yes says nothing; a 4xx is greylisting or worse; neither is a finding.
 */
export function mailbox(settings: MailboxSettings, ways: MailWays = {}): Provider {
  return {
    name: 'smtp',
    most: 50,
    takes: (value) => /^[^\s<>@]+@[^\s<>@]+$/.test(value),
    check: async (values) => {
      const byDomain = Map.groupBy(values, (value) => value.slice(value.lastIndexOf('@') + 1))
      const asked = [...byDomain].map(([domain, theirs]) => askDomain({ domain, settings, ways }, theirs))
      return (await Promise.all(asked)).flat()
    },
  }
}

interface Asking {
  readonly domain: string
  readonly settings: MailboxSettings
  readonly ways: MailWays
}

async function askDomain(asking: Asking, values: readonly string[]): Promise<Checked[]> {
  const all = (found: Found) => values.map((value) => ({ value, ...found, cost: 0 }))
  const servers = await serversOf(asking)
  if ('outcome' in servers) return all(servers)
  const found: Checked[] = []
  let trouble: Found = { outcome: 'unknown', reason: 'unreachable_server' }
  for (let from = 0; from < values.length; from += IN_ONE) {
    const part = values.slice(from, from + IN_ONE)
    for (const address of servers.addresses) {
      const told = await askServer(asking, address, part)
      if (Array.isArray(told)) {
        found.push(...told)
        break
      }
      trouble = told
    }
  }
  const answered = new Set(found.map(({ value }) => value))
  return [...found, ...all(trouble).filter(({ value }) => !answered.has(value))]
}

/** Where a domain takes mail, in the order it prefers; or why it takes none. */
async function serversOf({ domain, settings, ways }: Asking): Promise<{ addresses: string[] } | Found> {
  const mx = ways.mx ?? resolveMx
  const addressesOf =
    ways.addresses ?? (async (host) => (await lookup(host, { all: true })).map((a) => a.address))
  let hosts: string[]
  try {
    const records = (await mx(domain)).toSorted((a, b) => a.priority - b.priority)
    // RFC 7505: a lone "." says that the domain takes no mail.
    if (records.length === 1 && /^\.?$/.test(records[0]?.exchange ?? '')) return bad('takes_no_mail')
    hosts = records.map(({ exchange }) => exchange)
  } catch (error) {
    if (!isAbsent(error)) return unknown('dns')
    // RFC 5321, 5.1: without MX the domain itself is asked.
    hosts = [domain]
  }
  const found: string[] = []
  let absent = 0
  for (const host of hosts.slice(0, SERVERS)) {
    try {
      found.push(...(await addressesOf(host)).slice(0, 1))
    } catch (error) {
      if (isAbsent(error)) absent += 1
    }
  }
  const addresses = found.filter((address) => settings.allowPrivate || isPublic(address))
  if (addresses.length > 0) return { addresses }
  if (found.length > 0) return unknown('private')
  return absent > 0 ? bad('no_domain') : unknown('dns')
}

const isAbsent = (error: unknown) =>
  ['ENOTFOUND', 'ENODATA', 'ENONAME'].includes((error as NodeJS.ErrnoException).code ?? '')

/** Asks one server about mailboxes of its domain; a finding for all where it would not talk. */
async function askServer(
  { domain, settings, ways }: Asking,
  address: string,
  values: readonly string[],
): Promise<Checked[] | Found> {
  let talk: Talk | undefined
  try {
    talk = await callServer({ address, port: ways.port ?? 25 }, ways.patience ?? PATIENCE)
    const steps = [talk.greeting, await talk.say(`EHLO ${settings.helo}`), await talk.say('MAIL FROM:<>')]
    if (steps.some(({ code }) => code >= 300)) return unknown('server_refused_us')
    const asked: { value: string; reply: Reply }[] = []
    for (const value of values) asked.push({ value, reply: await talk.say(`RCPT TO:<${value}>`) })
    const nobody = ways.nobody?.() ?? `no-${randomBytes(8).toString('hex')}`
    const takesAll = asked.some(({ reply }) => isYes(reply))
      ? isYes(await talk.say(`RCPT TO:<${nobody}@${domain}>`))
      : false
    await talk.say('QUIT').catch(() => undefined)
    return asked.map(({ value, reply }) => ({ value, ...findingOf(reply, takesAll), cost: 0 }))
  } catch (error) {
    if (error instanceof Broken) return unknown(error.code === 'timeout' ? 'timeout' : 'unreachable_server')
    throw error
  } finally {
    talk?.end()
  }
}

const isYes = ({ code }: Reply) => code === 250 || code === 251

/** What an answer to RCPT says of the mailbox, and not of us. */
function findingOf(reply: Reply, takesAll: boolean): Found {
  if (isYes(reply)) return takesAll ? unknown('takes_all') : { outcome: 'reachable', reason: null }
  if (reply.code < 500) return unknown('greylisted')
  if (reply.enhanced?.startsWith('5.1.')) return bad('no_mailbox')
  if (reply.enhanced === '5.2.1') return bad('mailbox_closed')
  // RFC 3463: x.7 is about who asks, x.2.2 a full mailbox, the rest the system's own trouble.
  if (reply.enhanced) return unknown('server_refused_us')
  const aboutUs = /spam|block|black|denied|reject.*(ip|host)|policy|relay|spf|reputation|authent/i
  return [550, 551, 553].includes(reply.code) && !aboutUs.test(reply.text)
    ? bad('no_mailbox')
    : unknown('server_refused_us')
}

const bad = (reason: string): Found => ({ outcome: 'bad', reason })
const unknown = (reason: string): Found => ({ outcome: 'unknown', reason })
