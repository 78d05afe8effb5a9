import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emailKind, suggestEmail } from './email-hints.ts'
import { isAddress, readEmail } from './email.ts'
import { tidy } from './text.ts'

const read = (written: string) => {
  const email = readEmail(tidy(written))
  return 'problem' in email ? email.problem : [email.value, ...email.others].join(' ')
}

describe('an e-mail cell', () => {
  test('keeps to the lengths of RFC 5321', () => {
    expect(isAddress(`${'a'.repeat(64)}@example.com`)).toBe(true)
    expect(read(`${'a'.repeat(65)}@example.com`)).toBe('email.length')
    expect(read(`a@${'b'.repeat(64)}.com`)).toBe('email.invalid')
    expect(read(`a@${`${'b'.repeat(60)}.`.repeat(5)}com`)).toBe('email.length')
  })
  test('an address read is read as itself, and is one', () => {
    const written = fc.oneof(
      fc.emailAddress(),
      fc.string(),
      fc.webUrl().map((url) => url.replace('://', '@')),
    )
    fc.assert(
      fc.property(written, (raw) => {
        const once = readEmail(tidy(raw))
        if ('problem' in once) return
        expect(isAddress(once.value)).toBe(true)
        expect(readEmail(once.value)).toEqual({ value: once.value, others: [] })
      }),
      { numRuns: 1000 },
    )
  })
})

describe('what is suggested for an address', () => {
  test.each([
    ['zm@gmial.com', 'zm@gmail.com'],
    ['zm@gmai.com', 'zm@gmail.com'],
    ['zm@gmail.con', 'zm@gmail.com'],
    ['zm@gmail.co', 'zm@gmail.com'],
    ['zm@gmaill.com', 'zm@gmail.com'],
    ['zm@qq.con', 'zm@qq.com'],
    ['zm@qq.cn', 'zm@qq.com'],
    ['zm@qq', 'zm@qq.com'],
    ['zm@qqcom', 'zm@qq.com'],
    ['zm@qq,com', 'zm@qq.com'],
    ['zm@qq..com', 'zm@qq.com'],
    ['zm@@qq.com', 'zm@qq.com'],
    ['zm#qq.com', 'zm@qq.com'],
    ['zm at gmail dot com', 'zm@gmail.com'],
    ['zm(at)qq.com', 'zm@qq.com'],
    ['zm@163.cm', 'zm@163.com'],
    ['zm@163', 'zm@163.com'],
    ['zm@126.con', 'zm@126.com'],
    ['zm@hotmial.com', 'zm@hotmail.com'],
    ['zm@outlok.com', 'zm@outlook.com'],
    ['zm@foxmial.com', 'zm@foxmail.com'],
    ['zm@icoud.com', 'zm@icloud.com'],
    ['zm@example.con', 'zm@example.com'],
    ['zhangming163.com', 'zhangming@163.com'],
    ['123456789', '123456789@qq.com'],
  ])('%s: %s', (written, meant) => {
    const suggestion = suggestEmail(written)
    expect(suggestion?.value).toBe(meant)
    expect(suggestion?.confidence).toBeGreaterThanOrEqual(0.5)
    expect(suggestion?.confidence).toBeLessThan(1)
  })

  test.each([
    'zm@qq.com',
    'zm@163.com',
    'zm@mail.com',
    'zm@ymail.com',
    'zm@tom.com',
    'zm@yahoo.cn',
    'zm@sina.cn',
    'zm@aol.com',
    'zm@tencent.com',
    'zm@huawei.com',
    'zm@example.co',
    'zm@138.com',
    'zm@cs.com',
    '13712340001',
    '张明',
    '',
  ])('%s: nothing', (written) => {
    expect(suggestEmail(written)).toBeNull()
  })

  test('a suggestion is an address, and nothing more is suggested for it but what was', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.emailAddress(), fc.stringMatching(/^[a-z]{1,6}@?[a-z1]{1,7}[.,]?c?o?m?$/)),
        (text) => {
          const suggestion = suggestEmail(text)
          if (suggestion) expect(isAddress(suggestion.value)).toBe(true)
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('whose mailbox an address is', () => {
  test.each([
    ['zm@qq.com', 'free'],
    ['zm@vip.163.com', 'free'],
    ['zm@GMAIL.com', 'free'],
    ['info@qq.com', 'free'],
    ['zm@mailinator.com', 'disposable'],
    ['zm@x.mailinator.com', 'disposable'],
    ['zm@notmailinator.com', 'corporate'],
    ['zm@example.cn', 'corporate'],
    ['info@example.cn', 'role'],
    ['sales+cn@example.cn', 'role'],
    ['noreply@example.cn', 'role'],
  ])('%s is %s', (address, kind) => {
    expect(emailKind(address)).toBe(kind)
  })
  test('what the organisation allows is a company’s own', () => {
    const allow = new Set(['foxmail.com', 'mailinator.com'])
    expect(emailKind('zm@foxmail.com', allow)).toBe('corporate')
    expect(emailKind('zm@x.mailinator.com', allow)).toBe('corporate')
    expect(emailKind('info@foxmail.com', allow)).toBe('role')
    expect(emailKind('zm@qq.com', allow)).toBe('free')
  })
})

const vectors = '../shared/data/email-vectors/isemail'
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&', apos: "'" }

/** [address, category]; control characters stand in the file as their pictures, U+2400 on. */
function readVectors(file: string): [string, string][] {
  const xml = readFileSync(`${vectors}/${file}`, 'utf8').replace(/<!--.*?-->/gs, '')
  return [...xml.matchAll(/<test id.*?<\/test>/gs)].map(([block]) => {
    const escaped = /<address>(.*?)<\/address>/s.exec(block)?.[1] ?? ''
    const category = /<category>ISEMAIL_(\w+)/.exec(block)?.[1] ?? ''
    const text = escaped
      .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
      .replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)
    return [
      text.replace(/[\u2400-\u2421]/g, (picture) => String.fromCharCode(picture.charCodeAt(0) - 0x2400)),
      category,
    ]
  })
}

/** Grammatical without comments, quotes, literals or a past: what one may write into a lead's cell and mean it. */
const meant = new Set(['VALID_CATEGORY', 'DNSWARN'])

describe.skipIf(!existsSync(vectors))('the isemail vectors (skipped where ../shared/data is absent)', () => {
  test.each([
    ['tests.xml', 164, 66],
    ['tests-original.xml', 279, 88],
  ] as const)('%s: we differ only on endings that no domain has', (file, many, wrong) => {
    const all = readVectors(file)
    const errors = all.filter(([, category]) => category === 'ERR')
    expect([all.length, errors.length]).toEqual([many, wrong])
    expect(errors.filter(([address]) => isAddress(address))).toEqual([])
    const differing = all.filter(([address, category]) => isAddress(address) !== meant.has(category))
    // test@io, @b.c, .co-uk and .x123: the root has neither dotless hosts nor such names; and one of 255 characters
    const ending = /\.[a-z]{2,63}$/i
    expect(differing.filter(([address]) => ending.test(address) && address.length <= 254)).toEqual([])
    expect(differing.length).toBeLessThanOrEqual(4)
  })
})
