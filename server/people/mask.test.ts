import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hideContacts, maskContacts, maskEmail, maskName, maskPhone } from './mask.ts'

const lead = {
  name: '张明',
  phone: '+8613800131234',
  email: 'zhang@qq.com',
  wechat: 'zm_1988',
  company: '仁科互动',
  need: '要 50 个席位，微信同手机 138 0013 1234',
  note: null,
}

describe('masking', () => {
  it('leaves a pool’s lead recognisable', () => {
    expect(maskContacts(lead, 'masked')).toEqual({
      ...lead,
      phone: '138****1234',
      email: 'z***@qq.com',
      wechat: '***',
      need: '要 50 个席位，微信同手机 ***',
    })
  })

  it('leaves a marketer the company and the need, and nobody to call', () => {
    const hidden = {
      ...lead,
      name: '张*',
      phone: '***',
      email: '***',
      wechat: '***',
      need: '要 50 个席位，微信同手机 ***',
    }
    expect(maskContacts(lead, 'none')).toEqual(hidden)
  })

  it('does not touch what is seen in full, nor invent what is missing', () => {
    expect(maskContacts(lead, 'full')).toBe(lead)
    const empty = { name: null, phone: null, email: null, wechat: null }
    expect(maskContacts(empty, 'none')).toEqual(empty)
  })

  it.each([
    ['欧阳娜娜', '欧***'],
    ['李', '李*'],
    ['Anna Smith', 'A***'],
  ])('%s → %s', (name, masked) => expect(maskName(name)).toBe(masked))

  it.each([
    ['+442071838750', '+44****50'],
    ['12345', '***'],
  ])('%s → %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked))

  it('hides addresses and long numbers in free text, and leaves years and amounts', () => {
    expect(hideContacts('call +86 138-0013-1234 or a.b@c.com in 2026, budget 120000')).toBe(
      'call *** or *** in 2026, budget 120000',
    )
  })

  it('never shows the number or the address it hides', () => {
    const phone = fc.stringMatching(/^\+\d{7,14}$/)
    fc.assert(
      fc.property(phone, fc.emailAddress(), (number, email) => {
        expect(maskPhone(number).replace(/\D/g, '').length).toBeLessThan(8)
        expect(maskEmail(email).split('@')[0]?.length).toBeLessThanOrEqual(4)
      }),
    )
  })
})
