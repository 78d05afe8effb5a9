import { describe, expect, test } from 'vitest'
import { type ComplianceRule, compliancePolicy } from '../../../../contract/policy.ts'
import { fieldsOf } from '../../../../rules/fields.ts'
import { complianceOf, complier, type Licensed, type Subject } from './comply.ts'

const moment = { now: new Date('2026-06-01T10:00:00Z'), zone: 'Asia/Shanghai' }
const at = {
  moment,
  day: '2026-06-01',
  purposes: [{ key: 'marketing', label: { zh: '营销推广', en: 'Marketing' } }],
}
const fields = fieldsOf([])
const source: Licensed = {
  sourceId: 's',
  name: '名单商',
  channel: 'list',
  licence: null,
  licenceUntil: null,
}
const subject = (more: Partial<Subject> = {}): Subject => ({
  facts: { tags: [] },
  source,
  said: [],
  approved: new Set(),
  ...more,
})
const rule = (more: object): ComplianceRule =>
  compliancePolicy.parse({ rules: [{ id: 'r', name: '', ...more }] }).rules[0] as ComplianceRule
const codes = (more: object, of: Partial<Subject> = {}) =>
  complier({ rules: [rule(more)] }, fields, at)
    .bars(subject(of))
    .map(({ code }) => code)

describe('a rule', () => {
  const granted = {
    consentId: 'c',
    purpose: 'marketing',
    channel: 'any' as const,
    firm: true,
    at: moment.now,
  }

  test('wants proof of consent', () => {
    const needs = { kind: 'consent', purpose: 'marketing', channel: 'any' }
    expect(codes({ needs })).toEqual(['compliance.consent'])
    expect(codes({ needs }, { said: [{ ...granted, granted: true }] })).toEqual([])
    expect(codes({ needs }, { said: [{ ...granted, granted: false }] })).toEqual(['compliance.withdrawn'])
  })

  test.each([
    [null, null, ['compliance.licence']],
    ['No. 7', null, []],
    ['No. 7', '2026-06-01', []],
    ['No. 7', '2026-05-31', ['compliance.licence_over']],
  ])('wants a licence: %s until %s', (licence, licenceUntil, bars) => {
    expect(codes({ needs: { kind: 'licence' } }, { source: { ...source, licence, licenceUntil } })).toEqual(
      bars,
    )
    expect(codes({ needs: { kind: 'licence' } }, { source: undefined })).toEqual(['compliance.licence'])
  })

  test('wants somebody to approve, and says who', () => {
    const needs = { kind: 'approval', flag: 'reward', by: ['admin'] }
    const ready = complier({ rules: [rule({ needs, name: '老客推荐' })] }, fields, at)
    const [bar] = ready.bars(subject())
    expect(bar).toMatchObject({ code: 'compliance.approval', field: 'compliance:r' })
    expect(bar?.message.zh).toBe('合规：推荐奖励“老客推荐”需管理员批准后才能分配；请在隔离区批准')
    expect(ready.approvers('r')).toEqual(['admin'])
    expect(ready.approvers('other')).toEqual([])
    expect(ready.bars(subject({ approved: new Set(['r']) }))).toEqual([])
  })

  test('asks only of the channels it names, of leads its condition fits, and while it is active', () => {
    const needs = { kind: 'licence' }
    expect(codes({ needs, channels: ['web'] })).toEqual([])
    expect(codes({ needs, channels: ['list'] })).toHaveLength(1)
    const when = { field: 'tags', op: 'has_any', value: ['推荐奖励'] }
    expect(codes({ needs, when })).toEqual([])
    expect(codes({ needs, when }, { facts: { tags: ['推荐奖励'] } })).toHaveLength(1)
    expect(codes({ needs, active: false })).toEqual([])
  })
})

test('a source’s own policy counts before the organisation’s; without one nothing is asked', () => {
  const policy = (scope: string, needs: object) => ({
    kind: 'compliance',
    scope,
    body: { rules: [rule({ needs })] },
  })
  const world = { ...at, fields, sources: [source] }
  expect(complianceOf([], world).comply('s')).toBeUndefined()
  const { comply, compliance } = complianceOf(
    [policy('', { kind: 'licence' }), policy('s', { kind: 'consent', purpose: 'marketing', channel: 'any' })],
    world,
  )
  expect(compliance).toEqual({ any: true, asksConsent: true })
  expect(comply('s')?.bars(subject())[0]?.code).toBe('compliance.consent')
  expect(comply('other')?.bars(subject())[0]?.code).toBe('compliance.licence')
})
