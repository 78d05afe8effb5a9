import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const pages = import.meta.dirname

/** The classes a room's stylesheets give rules of their own: those a rule begins with. */
function classesOf(room: string): Set<string> {
  const sheets = readdirSync(join(pages, room), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.css'),
  )
  const rules = sheets.flatMap((sheet) => readFileSync(join(pages, room, sheet), 'utf8').split(/[{},;]/))
  return new Set(rules.flatMap((rule) => /^\s*\.([\w-]+)\s*$/.exec(rule)?.[1] ?? []))
}

test('no class is styled by two pages: what one brought in stays when the reader goes on to the other', () => {
  const styledIn = new Map<string, string[]>()
  const rooms = readdirSync(pages, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  for (const { name } of rooms)
    for (const each of classesOf(name)) styledIn.set(each, [...(styledIn.get(each) ?? []), name])
  expect(styledIn.size).toBeGreaterThan(100)
  expect([...styledIn].filter(([, where]) => where.length > 1)).toEqual([])
})
