import fc from 'fast-check'
import type { MatchTerm } from '../rules/matching.ts'

/** Records as they meet in matching: few enough values that many agree, and nearly agree. */
export const anyRecord = fc.record(
  {
    name: fc.constantFrom(
      '张明',
      '章鸣',
      '张铭',
      '李雷',
      'Zhang Ming',
      'Ming Zhang',
      '欧阳娜娜',
      'Anna Smith',
      'Ann Smith',
    ),
    company: fc.oneof(
      fc.constantFrom(
        '北京仁科互动网络技术有限公司',
        '仁科互动网络技术(上海)有限公司',
        '仁科互助网络技术有限公司',
        '仁科互动网络有限公司',
        '北京仁科互动网络技术有限公司上海分公司',
        '仁科 CRM 科技有限公司',
        'Acme Widgets Co., Ltd.',
        'Acme Widget Ltd',
        'acme',
        '科技',
        '一',
        'A 一 B 二',
        '甲乙 a 丙丁',
      ),
      fc
        .tuple(fc.array(fc.constantFrom(...'仁科互动网络技术x '), { maxLength: 16 }))
        .map(([units]) => units.join('')),
    ),
    phone: fc.constantFrom(
      '+8613800138000',
      '+8613900138000',
      '+861082345678',
      '+8618600001111',
      '+864001234567',
    ),
    email: fc.constantFrom(
      'zm@renke.cn',
      'zhang.ming@gmail.com',
      'zhangming+a@gmail.com',
      'li@renke.cn',
      'x@qq.com',
    ),
    wechat: fc.constantFrom('zhangming', 'lilei88'),
    creditCode: fc.constantFrom('91110108MA01ABCD1X', '91310115MA1K35XJ2Q'),
    address: fc.constantFrom(
      '北京市海淀区中关村大街1号',
      '上海市浦东新区张江路88号',
      '北京市海淀区中关村大街2号',
    ),
    title: fc.constantFrom('CEO', 'ceo', '采购总监'),
    studentId: fc.constantFrom('S1', 's1', 'S2'),
    seats: fc.constantFrom(1, 2, 30),
  },
  { requiredKeys: [] },
)
export type AnyRecord = typeof anyRecord extends fc.Arbitrary<infer R> ? R : never

/** Every kind of term there is, under the letters A to P. */
export const everyTerm: readonly MatchTerm[] = [
  { name: 'A', kind: 'phone' },
  { name: 'B', kind: 'email' },
  { name: 'C', kind: 'wechat' },
  { name: 'D', kind: 'creditCode' },
  { name: 'E', kind: 'company' },
  { name: 'F', kind: 'companyLike', atLeast: 0.6, by: 'pairs' },
  { name: 'G', kind: 'companyLike', atLeast: 0.8, by: 'edits' },
  { name: 'H', kind: 'companyLike', atLeast: 0.9, by: 'jaroWinkler' },
  { name: 'I', kind: 'name' },
  { name: 'J', kind: 'pinyin' },
  { name: 'K', kind: 'nameLike', atLeast: 0.85 },
  { name: 'L', kind: 'domain' },
  { name: 'M', kind: 'address' },
  { name: 'N', kind: 'phoneEnd', digits: 4 },
  { name: 'O', kind: 'field', field: 'custom.student_id' },
  { name: 'P', kind: 'field', field: 'custom.seats' },
  { name: 'Q', kind: 'field', field: 'title' },
]
