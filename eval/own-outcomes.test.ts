import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dice, madeHistory } from '../server/rooms/score/decide/learned/made.ts'

let dir = ''
const fileOf = (name: string) => path.join(dir, `${name}.csv`)
beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'sluice-eval-'))
  writeFileSync(fileOf('leads'), csv(600), 'utf8')
  writeFileSync(fileOf('few'), csv(60), 'utf8')
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** Leads with outcomes, a number for each, a day for each, and a note that tells how it went. */
function csv(many: number): string {
  const { columns, labels } = madeHistory(many, 5)
  const random = dice(6)
  const rows = Array.from(labels, (label, i) => [
    `L${i}`,
    new Date(Date.UTC(2025, 0, 1) + i * 3_600_000).toISOString().slice(0, 10),
    ...columns.map(({ values }) => values[i] ?? ''),
    random() < 0.4 ? (label === 1 ? '已签约' : '空号') : '已联系',
    label === 1 ? '成交' : '未成交',
  ])
  const header = ['编号', '日期', ...columns.map(({ key }) => key), '备注', '结果']
  return [header, ...rows].map((row) => row.join(',')).join('\n')
}

function run(...args: readonly string[]) {
  const main = path.join(import.meta.dirname, 'main.ts')
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'score', ...args], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr: stderr.trim() }
}

describe('leads of your own with their outcomes', () => {
  test('are learned from and judged; a column that tells the outcome is dropped, an id and the day are no columns', () => {
    const { status, stdout, stderr } = run('--data', fileOf('leads'), '--label', '结果', '--time', '日期')
    expect(stderr).toBe('')
    // 1 where a limit is missed, which so few leads may
    expect([0, 1]).toContain(status)
    expect(stdout).toContain('left out: 编号: a different answer for nearly everybody')
    expect(stdout).toMatch(/leak: 备注 .*"空号" won 0 %/)
    expect(stdout).toContain('600 leads, 5 columns: size, source, wants, asked, noise')
    const names = [...stdout.matchAll(/"name":"([^"]+)"/g)].map(([, name]) => name)
    expect(names).toEqual(
      ['random', 'time'].flatMap((split) =>
        ['auc', 'auc vs boosting', 'top30', 'ece'].map((what) => `${what} ${split}`),
      ),
    )
  })

  test('are refused in one line that says what is wrong', () => {
    const refused = (...args: string[]) => {
      const { status, stderr } = run(...args)
      expect(status).toBe(2)
      return stderr
    }
    expect(refused('--data', fileOf('leads'))).toContain(
      '--data FILE goes with --label COLUMN and --time COLUMN',
    )
    expect(refused('--data', fileOf('leads'), '--label', '成交否', '--time', '日期')).toMatch(
      /has no column "成交否"; it has 编号, 日期/,
    )
    expect(refused('--data', fileOf('leads'), '--label', 'source', '--time', '日期')).toMatch(
      /^source says "\w+": it must be one of/,
    )
    expect(refused('--data', fileOf('leads'), '--label', '结果', '--time', 'source')).toMatch(
      /it must be a date or a number that rises/,
    )
    expect(refused('--data', fileOf('few'), '--label', '结果', '--time', '日期')).toContain(
      'at least 40 won and 40 lost',
    )
  })
})
