import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dice } from '../bench/people.ts'

let dir = ''
beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'sluice-eval-'))
  writeFileSync(path.join(dir, 'people.csv'), csv(), 'utf8')
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** Three hundred strangers, and every fourth once more: without the mailbox, half of them with the company's short name. */
function csv(): string {
  const roll = dice(7)
  const one = (from: string) => from.charAt(Math.floor(roll() * from.length))
  const people = Array.from({ length: 300 }, (_, i) => ({
    姓名:
      one('王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗') + one('伟芳敏静强磊军洋勇艳') + one('一明华文志国海燕'),
    手机: `138${String(Math.floor(roll() * 1e8)).padStart(8, '0')}`,
    邮箱: `${one('abcdefgh')}${one('klmnoprs')}${Math.floor(roll() * 1e5)}@qq.com`,
    公司: `苏州${one('云海山川禾木石金林泉')}${one('润达通源盛和')}${one('吉祥如意安')}科技有限公司`,
    真实编号: `P${i}`,
  }))
  const again = people
    .filter((_, i) => i % 4 === 0)
    .map((each, i) => ({ ...each, 邮箱: '', ...(i % 2 ? {} : { 公司: each.公司.slice(2, -4) }) }))
  const rows = [...people, ...again].map((row) => Object.values(row).join(','))
  return ['姓名,手机,邮箱,公司,真实编号', ...rows].join('\n')
}

function run(...args: readonly string[]) {
  const main = path.join(import.meta.dirname, 'main.ts')
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'match', ...args], {
    encoding: 'utf8',
  })
  const results = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { name: string; value: number; ok: boolean })
  return { status, stderr, results: Object.fromEntries(results.map(({ name, value }) => [name, value])) }
}

describe('a file of your own', () => {
  test('is scanned as an import would read it, and held against the column that tells the truth', () => {
    const { status, stderr, results } = run(
      '--data',
      path.join(dir, 'people.csv'),
      '--truth',
      '真实编号',
      '--json',
    )
    expect(stderr).toBe('')
    expect(status).toBe(0)
    expect(Object.keys(results)).toEqual(['people precision', 'people recall', 'people f1'])
    expect(results['people f1']).toBeGreaterThan(0.95)
  })

  test('without the column, or without the file, is told so in a line, and what there is', () => {
    const column = run('--data', path.join(dir, 'people.csv'), '--truth', '编号')
    expect(column.status).toBe(2)
    expect(column.stderr.trim()).toMatch(/has no column "编号"; it has 姓名, 手机, 邮箱, 公司, 真实编号$/)
    const file = run('--data', path.join(dir, 'nobody.csv'), '--truth', '编号')
    expect(file.status).toBe(2)
    expect(file.stderr.trim()).toMatch(/^there is no file .*nobody\.csv$/)
  })

  test('goes with its column: one without the other is refused', () => {
    const alone = run('--data', path.join(dir, 'people.csv'))
    expect(alone.status).toBe(2)
    expect(alone.stderr).toContain('--data FILE goes with --truth COLUMN')
  })
})
