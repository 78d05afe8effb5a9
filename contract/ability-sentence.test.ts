import { expect, test } from 'vitest'
import { abilityCaveat, abilitySentence } from './ability-sentence.ts'

const told = {
  won: 38,
  lost: 80,
  stale: 2,
  invalid: 9,
  picked: 12,
  expected: 31.2,
  prior: 0.24,
  low: 0.27,
  high: 0.38,
  tier: 'A',
}
const around = { months: 26, minLeads: 20 }

test('a rep reads why', () => {
  expect(abilitySentence(told, around, 'en')).toMatchInlineSnapshot(
    `"38 of 120 won, where all would win 31 of the same; with 2 years here we began from 24%, so between 27% and 38%."`,
  )
  expect(abilitySentence(told, around, 'zh')).toMatchInlineSnapshot(
    `"120 条线索成交 38 条，同样的线索大家平均成交 31 条；按 2 年司龄，从 24% 起算，所以在 27% 到 38% 之间。"`,
  )
  const fresh = { ...told, won: 1, lost: 4, stale: 0, tier: null, expected: 1.3 }
  expect(abilitySentence(fresh, { months: 1, minLeads: 20 }, 'en')).toMatchInlineSnapshot(
    `"1 of 5 won, where all would win 1 of the same; with 1 month here we began from 24%, so between 27% and 38%. Not known yet: that takes 20 leads, older ones counting less."`,
  )
  expect(abilitySentence(fresh, { months: 1, minLeads: 20 }, 'zh')).toMatchInlineSnapshot(
    `"5 条线索成交 1 条，同样的线索大家平均成交 1 条；按 1 个月司龄，从 24% 起算，所以在 27% 到 38% 之间。按时间折算后满 20 条才评档，暂不定档。"`,
  )
  const nobody = { ...fresh, won: 0, lost: 0 }
  expect(abilitySentence(nobody, { months: 12, minLeads: 20 }, 'en')).toMatchInlineSnapshot(
    `"No lead has ended yet: with 1 year here we began from 24%, and can only say between 27% and 38%."`,
  )
  expect(abilitySentence(nobody, { months: 12, minLeads: 20 }, 'zh')).toMatchInlineSnapshot(
    `"还没有已知结果的线索：按 1 年司龄，从 24% 起算，目前只能说在 27% 到 38% 之间。"`,
  )
})

test('and what the numbers do not say', () => {
  expect(abilityCaveat(told, 'en')).toMatchInlineSnapshot(
    `"12 of them came by claim, by hand or from a colleague, not by rule, and may have been picked; 2 stayed open for too long: counted as not won; invalid leads (9) are left out."`,
  )
  expect(abilityCaveat(told, 'zh')).toMatchInlineSnapshot(
    `"其中 12 条不是按规则分的（自己领取、录入或由人转交），可能挑过；2 条拖得太久没有结果，按未成交算；9 条无效线索不算。"`,
  )
  expect(abilityCaveat({ ...told, picked: 0, stale: 0, invalid: 0 }, 'en')).toBe('')
})
