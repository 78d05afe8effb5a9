import table from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { describe, expect, test } from 'vitest'
import { readPlan, sayPlan } from './plan.ts'

const { holidays, workdays } = table as Record<'holidays' | 'workdays', Record<string, string>>

/** The plan of 2026 as it was published, 国办发明电〔2025〕7号. */
const plan2026 = `各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。`

describe('a year’s plan', () => {
  test('as it is published is what the public table has of that year', () => {
    const { days, unread } = readPlan(plan2026, 2026)
    const told = (named: Record<string, string>) =>
      Object.keys(named)
        .filter((day) => day.startsWith('2026'))
        .toSorted()
    const put = (wish: string) => days.filter(({ kind }) => kind === wish).map(({ day }) => day)
    expect(put('off')).toEqual(told(holidays))
    expect(put('work')).toEqual(told(workdays))
    expect(unread).toEqual([])
    expect(days.find(({ day }) => day === '2026-02-14')).toMatchObject({ name: '春节', kind: 'work' })
  })

  test('over New Year, or of one day', () => {
    const { days } = readPlan(
      '元旦：2022年12月31日至2023年1月2日放假调休，共3天。\n清明节：4月5日放假，共1天。',
      2023,
    )
    expect(days.map(({ day }) => day)).toEqual(['2022-12-31', '2023-01-01', '2023-01-02', '2023-04-05'])
  })

  test('a line a day is read, written again, and read the same', () => {
    const text = '2027-01-01~2027-01-03 元旦\n2027-01-04 work\n2027-2-5 上班 春节'
    const { days, unread } = readPlan(text, 2027)
    expect(unread).toEqual([])
    expect(days.map(({ day, kind, name }) => `${day} ${kind} ${name}`)).toEqual([
      '2027-01-01 off 元旦',
      '2027-01-02 off 元旦',
      '2027-01-03 off 元旦',
      '2027-01-04 work 调休上班',
      '2027-02-05 work 春节',
    ])
    for (const word of ['上班', 'work']) expect(readPlan(sayPlan(days, word), 2027).days).toEqual(days)
  })

  test('what is no day, or no stretch anybody has off, is said and not guessed', () => {
    expect(readPlan('2027-02-30 元旦', 2027)).toEqual({ days: [], unread: ['2027-02-30 元旦'] })
    expect(readPlan('春节：2月1日至12月3日放假', 2027).days).toEqual([])
    expect(readPlan('放假 3 天', 2027)).toEqual({ days: [], unread: [] })
  })
})
