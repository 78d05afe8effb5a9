import { expect, test } from 'vitest'
import { isSound } from './line.ts'

const stage = (key: string, zh = '新', en = 'New') => ({ key, label: { zh, en } })

test('stages are sound with both names and keys of their own', () => {
  expect(isSound([stage('new'), stage('vip_2')])).toBe(true)
  for (const wrong of [
    [],
    [stage('')],
    [stage('2nd')],
    [stage('VIP')],
    [stage('new', ' ')],
    [stage('new', '新', '')],
    [stage('new'), stage('new')],
  ])
    expect({ wrong, sound: isSound(wrong) }).toEqual({ wrong, sound: false })
})
