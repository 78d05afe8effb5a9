import { Readable } from 'node:stream'
import type { Lang } from '../../contract/shapes.ts'
import * as contract from '../../contract/territory.ts'
import { fieldsOf } from '../../rules/fields.ts'
import { regionName } from '../../rules/regions.ts'
import { inTransaction, type Tx } from '../db/db.ts'
import type { House } from '../house.ts'
import { type Route, route } from '../http/route.ts'
import { dayIn } from '../lead/clock.ts'
import { readFields } from '../lead/fields.ts'
import { listTeams } from '../people/teams.ts'
import { writeCsv } from '../rooms/import/adapters/export.ts'
import type { Term } from '../rooms/territory/decide/belong.ts'
import { momentOn } from '../rooms/territory/service.ts'
import { people } from '../rooms/territory/store.ts'
import { termsAt } from '../rooms/territory/store/terms.ts'

/** Territories as a file. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.exportTerritories, ({ caller, query, lang, reply }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const at = await momentOn(tx, query.day, new Date())
        const day = dayIn(caller.zone, at)
        void reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="territories-${day}.csv"`)
        return Readable.from(
          await csvOf(tx, await termsAt(tx, at), { lang: query.lang ?? lang, zone: caller.zone }),
        )
      }),
    ),
  ]
}

const heads = {
  zh: ['片区', '代码', '地区或名称', '字段', '销售', '团队', '开始', '结束'],
  en: ['Territory', 'Code', 'Region or area', 'Field', 'Reps', 'Team', 'From', 'To'],
} as const

async function csvOf(tx: Tx, terms: readonly Term[], { lang, zone }: { lang: Lang; zone: string }) {
  const names = new Map(
    (await people(tx, [...new Set(terms.flatMap(({ userIds }) => userIds))])).map(({ userId, name }) => [
      userId,
      name,
    ]),
  )
  const teams = new Map((await listTeams(tx, true)).map(({ teamId, name }) => [teamId, name]))
  const fields = fieldsOf(await readFields(tx))
  const lines = terms.flatMap((term) => {
    const whose = [
      term.userIds.map((userId) => names.get(userId) ?? '').join(', '),
      (term.teamId && teams.get(term.teamId)) ?? '',
      dayIn(zone, term.from),
      term.to ? dayIn(zone, term.to) : '',
    ]
    const regions = term.regions.map((code) => [term.name, code, regionName(code, lang), '', ...whose])
    const areas = term.areas.flatMap(({ field, words }) =>
      words.map((word) => [term.name, '', word, fields.get(field)?.label[lang] ?? field, ...whose]),
    )
    return [...regions, ...areas]
  })
  return writeCsv([...heads[lang]], [lines])
}
