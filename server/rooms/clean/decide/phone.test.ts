import fc from 'fast-check'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { describe, expect, test } from 'vitest'
import { readPhone } from './phone.ts'
import { tidy } from './text.ts'

const read = (written: string) => {
  const phone = readPhone(tidy(written))
  if ('problem' in phone) return phone.problem
  return [phone.value + (phone.ext ? `x${phone.ext}` : ''), phone.kind, ...phone.others].join(' ')
}

/** Written → E.164, kind and further numbers; or the problem. */
const golden = `
13712340001 → +8613712340001 mobile
 137 1234 0001 → +8613712340001 mobile
137-1234-0001 → +8613712340001 mobile
137.1234.0001 → +8613712340001 mobile
１３７１２３４０００１ → +8613712340001 mobile
+8613712340001 → +8613712340001 mobile
+86 137 1234 0001 → +8613712340001 mobile
+86-13712340001 → +8613712340001 mobile
(+86)13712340001 → +8613712340001 mobile
（86）13712340001 → +8613712340001 mobile
8613712340001 → +8613712340001 mobile
008613712340001 → +8613712340001 mobile
0086-137-1234-0001 → +8613712340001 mobile
013712340001 → +8613712340001 mobile
'13712340001 → +8613712340001 mobile
13712340001.0 → +8613712340001 mobile
13712340001.00 → +8613712340001 mobile
手机:13712340001 → +8613712340001 mobile
手机号码：13712340001 → +8613712340001 mobile
13712340001（微信同号） → +8613712340001 mobile
13712340001 微信同号 → +8613712340001 mobile
张经理13712340001 → +8613712340001 mobile
tel:13712340001 → +8613712340001 mobile
Tel. 137 1234 0001 → +8613712340001 mobile
Mobile: +86 137 1234 0001 → +8613712340001 mobile
19912340001 → +8619912340001 mobile
16612340001 → +8616612340001 mobile
14712340001 → +8614712340001 mobile
13712340001转2 → +8613712340001x2 mobile
010-62345678 → +861062345678 landline
(010)62345678 → +861062345678 landline
（010）6234 5678 → +861062345678 landline
010 6234 5678 → +861062345678 landline
01062345678 → +861062345678 landline
+86-10-62345678 → +861062345678 landline
+86 (0)10 6234 5678 → +861062345678 landline
86-10-62345678 → +861062345678 landline
0086-10-62345678 → +861062345678 landline
1062345678 → +861062345678 landline
021-62345678-801 → +862162345678x801 landline
021-62345678转801 → +862162345678x801 landline
021-62345678 ext. 801 → +862162345678x801 landline
021-62345678 分机801 → +862162345678x801 landline
021-62345678#801 → +862162345678x801 landline
021-62345678x801 → +862162345678x801 landline
0755-86123456 → +8675586123456 landline
075586123456 → +8675586123456 landline
75586123456 → +8675586123456 landline
0317-7123456 → +863177123456 landline
0571-87654321 → +8657187654321 landline
400-820-1234 → +864008201234 service
400 8201234 → +864008201234 service
4008201234 → +864008201234 service
800-820-1234 → +868008201234 service
13712340001/13812340002 → +8613712340001 mobile +8613812340002
13712340001;13812340002 → +8613712340001 mobile +8613812340002
13712340001；13812340002 → +8613712340001 mobile +8613812340002
13712340001、13812340002 → +8613712340001 mobile +8613812340002
13712340001，13812340002 → +8613712340001 mobile +8613812340002
13712340001 13812340002 → +8613712340001 mobile +8613812340002
13712340001或13812340002 → +8613712340001 mobile +8613812340002
13712340001/13712340001 → +8613712340001 mobile
010-62345678 13712340001 → +861062345678 landline +8613712340001
13712340001/010-62345678 → +8613712340001 mobile +861062345678
62345678/13712340001 → +8613712340001 mobile
无效/13712340001 → +8613712340001 mobile
+1 415 555 2671 → +14155552671 foreign
+1 (415) 555-2671 → +14155552671 foreign
+852 9123 4567 → +85291234567 foreign
00852-91234567 → +85291234567 foreign
+853 6612 3456 → +85366123456 foreign
+886 912 345 678 → +886912345678 foreign
+65 9123 4567 → +6591234567 foreign
+44 (0)20 7946 0958 → +442079460958 foreign
+81 90-1234-5678 → +819012345678 foreign
+49 30 901820 → +4930901820 foreign
1.37E+10 → phone.scientific
1.37123E10 → phone.scientific
62345678 → phone.no_area
6234567 → phone.no_area
137****0001 → phone.masked
137xxxx0001 → phone.masked
95588 → phone.short_code
10086 → phone.short_code
110 → phone.short_code
12315 → phone.short_code
1371234000 → phone.length
137123400011 → phone.length
+86137123400 → phone.length
12 → phone.length
12345678901 → phone.dummy
00000000000 → phone.dummy
010-623456789 → phone.invalid
0317-712345 → phone.invalid
abc → phone.invalid
张明 → phone.invalid
13712340001@qq.com → phone.invalid
+99913712340001 → phone.invalid
`

describe('a phone cell', () => {
  test.each(
    golden
      .trim()
      .split('\n')
      .map((line) => line.split(' → ') as [string, string]),
  )('%s is %s', (written, expected) => {
    expect(read(written)).toBe(expected)
  })

  test('belongs to the country it is asked for', () => {
    expect(readPhone('(415) 555-2671', 'US')).toMatchObject({ value: '+14155552671', kind: 'mobile' })
    expect(readPhone('+8613712340001', 'US')).toMatchObject({ value: '+8613712340001', kind: 'mobile' })
  })
})

const mobile = fc
  .tuple(fc.constantFrom(...'3456789'), fc.stringMatching(/^\d{9}$/))
  .map(([second, rest]) => `1${second}${rest}`)

describe('laws', () => {
  test('a number read is read as itself', () => {
    const written = fc.oneof(
      mobile,
      fc.stringMatching(/^0(10|21|755|571)-?[2-8]\d{7}$/),
      fc.stringMatching(/^[+0-9 ()/-]{6,24}$/),
      fc.string(),
    )
    fc.assert(
      fc.property(written, (raw) => {
        const once = readPhone(tidy(raw))
        if ('problem' in once) return
        expect(readPhone(once.value)).toMatchObject({ value: once.value, kind: once.kind, others: [] })
      }),
      { numRuns: 2000 },
    )
  })

  test('a mobile is the same however its digits are set', () => {
    const gaps = fc.array(fc.constantFrom('', ' ', '-', '\u3000'), { minLength: 11, maxLength: 11 })
    const before = fc.constantFrom('', '+86', '0086', '86', '+86 ', '电话:')
    fc.assert(
      fc.property(mobile, gaps, before, (digits, between, prefix) => {
        const written = prefix + Array.from(digits, (digit, at) => (at ? between[at] : '') + digit).join('')
        expect(readPhone(tidy(written))).toMatchObject({ value: `+86${digits}`, kind: 'mobile' })
      }),
    )
  })

  test('what libphonenumber knows as a Chinese landline is read as it reads it', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^0(10|2[0-57-9]|3[17]1|51[0-9]|57[1-9]|75[0-9]|77[0-9])[2-8]\d{7}$/),
        (written) => {
          const oracle = parsePhoneNumberFromString(written, 'CN')
          if (!oracle?.isValid() || oracle.getType() !== 'FIXED_LINE') return
          expect(readPhone(written)).toMatchObject({ value: oracle.number, kind: 'landline' })
        },
      ),
      { numRuns: 500 },
    )
  })
})
