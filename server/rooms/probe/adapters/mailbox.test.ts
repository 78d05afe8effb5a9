import { type AddressInfo, createServer } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { mailbox, type MailWays } from './mailbox.ts'

interface Manners {
  readonly greeting?: string
  /** What it says to RCPT TO for a mailbox; unless told it knows nobody. */
  readonly rcpt?: (mailbox: string) => string
  readonly silent?: boolean
}

/** A mail server on this machine that speaks the protocol and insists on its order. */
async function mailServer({
  greeting = '220 here',
  rcpt = () => '550 5.1.1 no such user',
  silent,
}: Manners = {}) {
  const lines: string[] = []
  const server = createServer((socket) => {
    let [held, greeted, sender] = ['', false, false]
    const answer = (line: string): string => {
      if (/^EHLO \S+$/i.test(line)) {
        greeted = true
        return '250-here\r\n250-SIZE 1000\r\n250 ENHANCEDSTATUSCODES'
      }
      if (!greeted) return '503 5.5.1 greet first'
      if (line === 'MAIL FROM:<>') {
        sender = true
        return '250 2.1.0 ok'
      }
      const asked = /^RCPT TO:<(.+)>$/.exec(line)?.[1]
      if (asked) return sender ? rcpt(asked) : '503 5.5.1 sender first'
      return line === 'QUIT' ? '221 bye' : '502 5.5.2 what?'
    }
    socket.on('error', () => undefined)
    if (silent) return
    socket.write(`${greeting}\r\n`)
    socket.on('data', (chunk) => {
      held += chunk.toString()
      for (let end = held.indexOf('\r\n'); end >= 0; end = held.indexOf('\r\n')) {
        const line = held.slice(0, end)
        held = held.slice(end + 2)
        lines.push(line)
        socket.write(`${answer(line)}\r\n`)
        if (line === 'QUIT') socket.end()
      }
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  afterAll(() => void server.close())
  return { lines, port: (server.address() as AddressInfo).port }
}

const absent = (code: string) => Promise.reject(Object.assign(new Error(code), { code }))

async function ask(
  values: readonly string[],
  manners: Manners = {},
  ways: MailWays = {},
  allowPrivate = true,
) {
  const { port, lines } = await mailServer(manners)
  const provider = mailbox(
    { helo: 'leads.example.com', allowPrivate },
    {
      mx: async () => [{ exchange: 'mx.example.com', priority: 10 }],
      addresses: async () => ['127.0.0.1'],
      port,
      patience: 300,
      nobody: () => 'nobody-7',
      ...ways,
    },
  )
  const found = await provider.check(values)
  return { lines, found: found.map(({ outcome, reason }) => reason ?? outcome) }
}

const knows = (name: string) => (mailbox: string) =>
  mailbox === `${name}@example.com` ? '250 2.1.5 ok' : '550 5.1.1 no such user'

test('says who is there and who is not, and never sends a message', async () => {
  const { lines, found } = await ask(['li@example.com', 'wang@example.com'], { rcpt: knows('li') })
  expect(found).toEqual(['reachable', 'no_mailbox'])
  expect(lines).toEqual([
    'EHLO leads.example.com',
    'MAIL FROM:<>',
    'RCPT TO:<li@example.com>',
    'RCPT TO:<wang@example.com>',
    'RCPT TO:<nobody-7@example.com>',
    'QUIT',
  ])
})

test('the yes of a server that takes everybody says nothing', async () => {
  expect((await ask(['li@example.com'], { rcpt: () => '250 ok' })).found).toEqual(['takes_all'])
})

test.for([
  ['451 4.7.1 greylisted, come back later', 'greylisted'],
  ['550 5.7.1 blocked by policy', 'server_refused_us'],
  ['550 spamhaus says your IP is on a list', 'server_refused_us'],
  ['552 5.2.2 mailbox full', 'server_refused_us'],
  ['550 no such user here', 'no_mailbox'],
  ['550 5.2.1 account disabled', 'mailbox_closed'],
  ['554 transaction failed', 'server_refused_us'],
])('an answer of “%s” is %s', async ([reply, reason]) => {
  expect((await ask(['li@example.com'], { rcpt: () => reply as string })).found).toEqual([reason])
})

test('a server that will not talk to us, or says nothing, is no finding', async () => {
  expect((await ask(['li@example.com'], { greeting: '554 5.7.1 go away' })).found).toEqual([
    'server_refused_us',
  ])
  expect((await ask(['li@example.com'], { silent: true })).found).toEqual(['timeout'])
  expect((await ask(['li@example.com'], {}, { port: 1 })).found).toEqual(['unreachable_server'])
})

test('a domain that is not there, or takes no mail, has no mailbox', async () => {
  const none = { mx: () => absent('ENOTFOUND'), addresses: () => absent('ENOTFOUND') }
  expect((await ask(['li@example.com'], {}, none)).found).toEqual(['no_domain'])
  const never = { mx: async () => [{ exchange: '.', priority: 0 }] }
  expect((await ask(['li@example.com'], {}, never)).found).toEqual(['takes_no_mail'])
  expect((await ask(['li@example.com'], {}, { mx: () => absent('ESERVFAIL') })).found).toEqual(['dns'])
})

test('without MX the domain itself is asked', async () => {
  const asked: string[] = []
  const ways = {
    mx: () => absent('ENODATA'),
    addresses: async (host: string) => {
      asked.push(host)
      return ['127.0.0.1']
    },
  }
  expect((await ask(['li@example.com'], { rcpt: knows('li') }, ways)).found).toEqual(['reachable'])
  expect(asked).toEqual(['example.com'])
})

test('a mail server at a private address is not called', async () => {
  const { found, lines } = await ask(['li@example.com'], { rcpt: knows('li') }, {}, false)
  expect(found).toEqual(['private'])
  expect(lines).toEqual([])
})

test('more than ten mailboxes are asked for in several conversations', async () => {
  const many = Array.from({ length: 12 }, (_, i) => `p${i}@example.com`)
  const { lines, found } = await ask(many)
  expect(found).toEqual(many.map(() => 'no_mailbox'))
  expect(lines.filter((line) => line.startsWith('EHLO'))).toHaveLength(2)
})
