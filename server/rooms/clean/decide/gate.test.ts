import { describe, expect, test } from 'vitest'
import { type Gate, gate as gateShape } from '../../../../contract/policy.ts'
import { fieldsOf } from '../../../../rules/fields.ts'
import { clean, type RawLead } from './clean.ts'
import { gateOf, judge, readyGate, summary } from './gate.ts'

const age = {
  key: 'child_age',
  type: 'number',
  label: { zh: '孩子年龄', en: 'Child’s age' },
  origin: 'custom',
} as const
const fields = fieldsOf([age])
const at = { now: new Date('2026-03-01T00:00:00Z'), zone: 'Asia/Shanghai' }
const judged = (lead: RawLead, gate: Gate) =>
  judge(clean(lead, { fields: [age] }), readyGate(gate, fields, at))
const codes = (lead: RawLead, gate: Gate) =>
  judged(lead, gate).reasons.map(({ code, field }) => `${code} ${field}`)
const whole = { name: '张明', company: '北京仁科互动', title: '总监', phone: '13800138000' }

describe.each(['quarantine', 'refuse'] as const)('the founding example, mode %s', (mode) => {
  const gate = gateOf('b2b', mode)
  test('张明 of 北京仁科互动 alone is an invalid lead: the title and the phone are missing', () => {
    const { pass, reasons } = judged({ name: '张明', company: '北京仁科互动' }, gate)
    expect(pass).toBe(false)
    expect(reasons.map(({ code, field }) => [code, field])).toEqual([
      ['gate.missing', 'title'],
      ['gate.missing', 'phone'],
    ])
    expect(reasons.map(({ message }) => message.zh)).toEqual([
      '无效线索：缺少职位，请补充',
      '无效线索：缺少电话，请补充',
    ])
    expect(summary(reasons, fields)).toEqual({
      zh: '无效线索：缺少职位、电话',
      en: 'Invalid lead: missing Title, Phone',
    })
    expect(readyGate(gate, fields, at).mode).toBe(mode)
  })
  test('with both it passes', () => {
    expect(judged(whole, gate)).toEqual({ pass: true, reasons: [] })
  })
})

describe('a gate', () => {
  test('takes a phone that is none for missing, and says what is wrong with it', () => {
    expect(codes({ ...whole, phone: '1380013800' }, gateOf('b2b'))).toEqual(['phone.length phone'])
  })
  test('does not stop a lead for a wrong value it does not ask for', () => {
    expect(judged({ ...whole, email: 'zm' }, gateOf('b2b')).pass).toBe(true)
  })
  test('K12 asks for guardian, phone, the child’s age and the city', () => {
    expect(codes({}, gateOf('k12'))).toEqual([
      'gate.missing name',
      'gate.missing phone',
      'gate.missing custom.child_age',
      'gate.missing region',
    ])
    expect(
      judged({ name: '张明', phone: '13800138000', region: '成都', custom: { child_age: 0 } }, gateOf('k12'))
        .pass,
    ).toBe(true)
  })
  test('an online school takes whatever comes', () => {
    expect(judged({}, gateOf('onlineSchool')).pass).toBe(true)
  })
  test('k of n: one way to reach somebody is enough', () => {
    const gate: Gate = {
      preset: 'custom',
      mode: 'refuse',
      requirements: [{ need: ['phone', 'email', 'wechat'], atLeast: 1 }],
    }
    expect(judged({ wechat: 'zhangming' }, gate).pass).toBe(true)
    expect(judged({}, gate).reasons[0]?.message).toEqual({
      zh: '无效线索：电话、邮箱、微信至少填 1 项，现有 0 项',
      en: 'Invalid lead: give at least 1 of Phone, E-mail, WeChat; 0 given',
    })
    expect(codes({ email: 'zm' }, gate)).toEqual(['gate.too_few phone', 'email.no_at email'])
  })
  test('a requirement with a condition binds only where it holds', () => {
    const gate: Gate = {
      preset: 'custom',
      mode: 'quarantine',
      requirements: [{ need: ['title'], when: { not: { field: 'company', op: 'is_empty' } } }],
    }
    expect(judged({ name: '张明' }, gate).pass).toBe(true)
    expect(codes({ company: '青禾' }, gate)).toEqual(['gate.missing title'])
  })
  test('its conditions see what is known beyond the values', () => {
    const requirements = [
      { need: ['title'], when: { field: 'door', op: 'one_of' as const, value: ['form'] } },
    ]
    const gate = readyGate({ preset: 'custom', mode: 'quarantine', requirements }, fields, at)
    const lead = clean({ name: '张明' }, { fields: [] })
    expect([
      judge(lead, gate, { ...lead.values, door: 'form' }).pass,
      judge(lead, gate, { ...lead.values, door: 'api' }).pass,
    ]).toEqual([false, true])
  })
  test('names a field once, though two requirements ask for it; the source is always there', () => {
    const gate: Gate = {
      preset: 'custom',
      mode: 'quarantine',
      requirements: [{ need: ['source', 'phone'] }, { need: ['phone', 'name'] }],
    }
    expect(codes({}, gate)).toEqual(['gate.missing phone', 'gate.missing name'])
  })
  test('phone and (company or WeChat) is two requirements', () => {
    const gate: Gate = {
      preset: 'custom',
      mode: 'quarantine',
      requirements: [{ need: ['phone'] }, { need: ['company', 'wechat'], atLeast: 1 }],
    }
    const phone = '13800138000'
    expect(judged({ phone, wechat: 'zhangming' }, gate).pass).toBe(true)
    expect(judged({ phone, company: '仁科' }, gate).pass).toBe(true)
    expect(codes({ phone }, gate)).toEqual(['gate.too_few company'])
    expect(codes({ company: '仁科', wechat: 'zhangming' }, gate)).toEqual(['gate.missing phone'])
  })
  test('each kind of lead may have requirements of its own', () => {
    const gate: Gate = {
      preset: 'custom',
      mode: 'quarantine',
      kinds: [
        { id: 'firm', name: '企业', when: { not: { field: 'company', op: 'is_empty' } } },
        { id: 'family', name: '家庭', when: { field: 'company', op: 'is_empty' } },
      ],
      requirements: [
        { need: ['phone'] },
        { need: ['title'], kind: 'firm' },
        { need: ['region'], kind: 'family' },
      ],
    }
    const phone = '13800138000'
    expect(codes({ company: '仁科', phone }, gate)).toEqual(['gate.missing title'])
    expect(codes({ name: '张明' }, gate)).toEqual(['gate.missing phone', 'gate.missing region'])
    const lost = { ...gate, kinds: [] }
    expect(gateShape.safeParse(lost).success).toBe(false)
    expect(gateShape.safeParse(gate).success).toBe(true)
  })
})

describe('a contact that was found to reach nobody', () => {
  const dead = new Set(['phone'])
  const judgedDead = (gate: Gate, lead: RawLead = whole) =>
    judge({ ...clean(lead, { fields: [age] }), dead }, readyGate(gate, fields, at)).reasons.map(
      ({ code, field }) => `${code} ${field}`,
    )
  test('is as missing as an empty one, for a reason of its own', () => {
    expect(judgedDead(gateOf('b2b'))).toEqual(['field.unreachable phone'])
    expect(judgedDead(gateOf('b2b'), { ...whole, phone: null })).toEqual(['gate.missing phone'])
  })
  test('does not count towards “k of n”', () => {
    const either = (need: string[]): Gate => ({
      preset: 'custom',
      mode: 'quarantine',
      requirements: [{ need, atLeast: 1 }],
    })
    expect(judgedDead(either(['phone', 'wechat']))).toEqual(['gate.too_few phone', 'field.unreachable phone'])
    expect(judgedDead(either(['phone', 'company']))).toEqual([])
  })
  test('is nothing to a gate that does not ask for it', () => {
    expect(judgedDead(gateOf('onlineSchool'))).toEqual([])
  })
})
