import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isAddress, readEmail } from './email.ts'
import { tidy } from './text.ts'

const read = (written: string) => {
  const email = readEmail(tidy(written))
  return 'problem' in email ? email.problem : [email.value, ...email.others].join(' ')
}

const golden = `
zhang.ming@example.com → zhang.ming@example.com
Zhang.Ming@Example.COM → zhang.ming@example.com
 zm@example.cn  → zm@example.cn
ｚｍ＠ｅｘａｍｐｌｅ．ｃｎ → zm@example.cn
zm@example。cn → zm@example.cn
zm @ example.cn → zm@example.cn
mailto:zm@example.cn → zm@example.cn
张明 <zm@example.cn> → zm@example.cn
"Zhang, Ming" <zm@example.cn> → zm@example.cn
zm@example.cn;ls@example.cn → zm@example.cn ls@example.cn
zm@example.cn，ls@example.cn → zm@example.cn ls@example.cn
zm@example.cn / ls@example.cn → zm@example.cn ls@example.cn
zm@example.cn、zm@example.cn → zm@example.cn
zm@bad / ls@example.cn → ls@example.cn
123456@qq.com → 123456@qq.com
zm+news@gmail.com → zm+news@gmail.com
o'neil@example.ie → o'neil@example.ie
zm@sub.dept.example.com.cn → zm@sub.dept.example.com.cn
zm@例子.公司 → zm@xn--fsqu00a.xn--55qx5d
zm@xn--fsqu00a.xn--55qx5d → zm@xn--fsqu00a.xn--55qx5d
zm@bücher.example → zm@xn--bcher-kva.example
zm → email.no_at
example.com → email.no_at
zm@ → email.no_domain
zm@company → email.no_domain
@example.com → email.invalid
zm@.com → email.invalid
zm@example..com → email.invalid
zm@-example.com → email.invalid
zm@example.c → email.invalid
zm@example.123 → email.invalid
zm@1.2.3.4 → email.invalid
zm@[1.2.3.4] → email.invalid
.zm@example.com → email.invalid
zm.@example.com → email.invalid
z..m@example.com → email.invalid
zm@@example.com → email.invalid
"z m"@example.com → email.invalid
zm(work)@example.com → email.invalid
张明@example.com → email.invalid
z***m@example.com → email.masked
zm@exa mple.com → email.invalid
zm@evil/path.com → email.invalid
`

describe('an e-mail cell', () => {
  test.each(
    golden
      .trim()
      .split('\n')
      .map((line) => line.split(' → ') as [string, string]),
  )('%s is %s', (written, expected) => {
    expect(read(written)).toBe(expected)
  })
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

const vectors = '../shared/data/email-vectors/isemail/tests.xml'
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&', apos: "'" }

/** [address, category]; control characters stand in the file as their pictures, U+2400 on. */
function readVectors(): [string, string][] {
  const xml = readFileSync(vectors, 'utf8')
  return [...xml.matchAll(/<test id.*?<\/test>/gs)].map(([block]) => {
    const escaped = /<address>(.*?)<\/address>/s.exec(block)?.[1] ?? ''
    const category = /<category>(\w+)/.exec(block)?.[1] ?? ''
    const text = escaped
      .replace(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
      .replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)
    return [
      text.replace(/[\u2400-\u2421]/g, (picture) => String.fromCharCode(picture.charCodeAt(0) - 0x2400)),
      category,
    ]
  })
}

describe.skipIf(!existsSync(vectors))('the isemail vectors (skipped where ../shared/data is absent)', () => {
  test('all 66 that are no addresses are refused; of the 14 plain ones only the dotless test@io', () => {
    const all = readVectors()
    const errors = all.filter(([, category]) => category === 'ISEMAIL_ERR')
    const plain = all.filter(([, category]) => category === 'ISEMAIL_VALID_CATEGORY')
    expect([errors.length, plain.length]).toEqual([66, 14])
    expect(errors.filter(([address]) => isAddress(address))).toEqual([])
    expect(plain.filter(([address]) => !isAddress(address)).map(([address]) => address)).toEqual(['test@io'])
  })
})
