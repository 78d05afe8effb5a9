import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { judgeEncoding, judgeUtf16, noEvidence, weigh } from './encoding.ts'

function judge(bytes: Uint8Array): string {
  const evidence = noEvidence()
  weigh(evidence, bytes)
  return judgeEncoding(evidence)
}

test.each(['张明', '联通', '姓名,公司\n张明,北京仁科互动网络技术有限公司', '镕基,a\nb,c', 'Ann,上海\nBob,x'])(
  'GBK %j is GB18030',
  (text) => expect(judge(iconv.encode(text, 'gbk'))).toBe('gb18030'),
)

test('accents that stand alone are Western', () => {
  expect(judge(iconv.encode('Hélène,Mahé\nJosé,Müller', 'latin1'))).toBe('windows-1252')
})

test('UTF-8 with one broken byte is UTF-8 still', () => {
  const text = Buffer.from('姓名,公司\n张明,北京仁科互动\n')
  expect(judge(Buffer.concat([text, Buffer.from([0xff]), text]))).toBe('utf-8')
})

test('a piece cut anywhere inside a character is not held against UTF-8', () => {
  const bytes = Buffer.from('张明😀')
  for (let from = 0; from < 3; from++) {
    for (let to = 7; to <= bytes.length; to++) {
      const evidence = noEvidence()
      weigh(evidence, bytes.subarray(from, to))
      expect(evidence.notUtf8).toBe(0)
    }
  }
})

test('UTF-16 is told by its zero bytes', () => {
  const text = '姓名,公司\n张明,北京仁科互动网络技术有限公司\n'
  expect(judgeUtf16(iconv.encode(text, 'utf-16le'))).toBe('utf-16le')
  expect(judgeUtf16(iconv.encode(text, 'utf-16be'))).toBe('utf-16be')
  expect(judgeUtf16(Buffer.from(text))).toBeUndefined()
})
