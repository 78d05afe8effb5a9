import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { consentChannels } from '../../../../contract/consent.ts'
import { consentOf, type Said } from './ledger.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute))
const NOW = at(100)

let ids = 0
const said = (more: Partial<Said>): Said => ({
  consentId: String(ids++).padStart(6, '0'),
  purpose: 'marketing',
  channel: 'any',
  granted: true,
  firm: true,
  at: at(0),
  ...more,
})
const stateOf = (rows: readonly Said[], channel: Said['channel'] = 'phone', purpose = 'marketing') =>
  consentOf(rows, { purpose, channel }, NOW).state

const anyChannel = fc.constantFrom(...consentChannels)
const anyRow: fc.Arbitrary<Said> = fc.record({
  consentId: fc.uuid(),
  purpose: fc.constantFrom('marketing', 'contact', 'any'),
  channel: anyChannel,
  granted: fc.boolean(),
  firm: fc.boolean(),
  void: fc.boolean(),
  at: fc.integer({ min: 0, max: 12 }).map((minute) => at(minute * 10)),
})
const ledger = fc.array(anyRow, { maxLength: 12 })

describe('examples', () => {
  test('without a row nothing was agreed to', () => {
    expect(stateOf([])).toBe('none')
    expect(stateOf([said({ purpose: 'contact' })])).toBe('none')
    expect(stateOf([said({ channel: 'email' })], 'phone')).toBe('none')
    expect(stateOf([said({ void: true })])).toBe('none')
    expect(stateOf([said({ at: at(101) })])).toBe('none')
  })

  test.each([
    ['a claim, however new, does not lift a withdrawal', { firm: false, at: at(20) }, 'withdrawn'],
    ['what the person said before it does not', { at: at(9) }, 'withdrawn'],
    ['of one moment the withdrawal counts', { at: at(10) }, 'withdrawn'],
    ['the person may grant anew, with evidence', { at: at(11) }, 'granted'],
    ['by the channel they name only', { at: at(11), channel: 'email' as const }, 'withdrawn'],
  ])('%s', (_, grant, state) => {
    expect(stateOf([said({ granted: false, at: at(10) }), said(grant)])).toBe(state)
  })

  test('a withdrawal of everything is one of each purpose', () => {
    expect(stateOf([said({}), said({ granted: false, purpose: 'any', channel: 'phone', at: at(5) })])).toBe(
      'withdrawn',
    )
    expect(stateOf([said({ purpose: 'any' })])).toBe('none')
  })

  test('asked for any channel the strictest answers', () => {
    expect(stateOf([said({})], 'any')).toBe('granted')
    expect(stateOf([said({ channel: 'phone' })], 'any')).toBe('none')
    expect(stateOf([said({}), said({ granted: false, channel: 'sms', at: at(1) })], 'any')).toBe('withdrawn')
    expect(
      stateOf(
        (['phone', 'sms', 'email', 'wechat'] as const).map((channel) => said({ channel })),
        'any',
      ),
    ).toBe('granted')
  })

  test('the row that says so is named', () => {
    const no = said({ granted: false, at: at(3) })
    expect(consentOf([said({}), no], { purpose: 'marketing', channel: 'sms' }, NOW).by).toBe(no)
  })
})

describe('laws', () => {
  const asked = fc.record({ purpose: fc.constant('marketing'), channel: anyChannel })

  test('the order of joined ledgers does not matter, and joining once more changes nothing', () => {
    fc.assert(
      fc.property(ledger, ledger, asked, (one, other, ask) => {
        const joined = consentOf([...one, ...other], ask, NOW)
        expect(consentOf([...other, ...one], ask, NOW)).toEqual(joined)
        expect(consentOf([...one, ...other, ...one], ask, NOW)).toEqual(joined)
      }),
    )
  })

  test('a withdrawal of any channel, newer than all that was granted, leaves nothing granted', () => {
    fc.assert(
      fc.property(ledger, asked, (rows, ask) => {
        const no = said({ granted: false, purpose: 'any', channel: 'any', at: NOW })
        expect(consentOf([...rows, no], ask, NOW).state).toBe('withdrawn')
      }),
    )
  })

  test('another withdrawal never grants; a claim of others never lifts', () => {
    fc.assert(
      fc.property(ledger, anyRow, asked, (rows, row, ask) => {
        const before = consentOf(rows, ask, NOW).state
        const withNo = consentOf([...rows, { ...row, granted: false }], ask, NOW).state
        if (before !== 'granted') expect(withNo).not.toBe('granted')
        const claimed = consentOf([...rows, { ...row, granted: true, firm: false }], ask, NOW).state
        if (before === 'withdrawn') expect(claimed).toBe('withdrawn')
      }),
    )
  })

  test('any is as strict as the strictest channel', () => {
    fc.assert(
      fc.property(ledger, (rows) => {
        const rank = { withdrawn: 0, none: 1, granted: 2 }
        const each = (['phone', 'sms', 'email', 'wechat'] as const).map((way) => rank[stateOf(rows, way)])
        expect(rank[stateOf(rows, 'any')]).toBe(Math.min(...each))
      }),
    )
  })
})
