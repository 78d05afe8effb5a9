/** A step of a lead's score over time, in one sentence. */
import type { ScoreEvent } from '../past.ts'
import { behaviourNames } from './names.ts'
import { overrideReason } from './override.ts'
import type { Term } from './score.ts'

type Lang = 'zh' | 'en'
type Because = Pick<ScoreEvent, 'kind' | 'about'>

const SHOWN = 3

const words = {
  zh: {
    colon: '：',
    comma: '，',
    list: '、',
    time: '随时间变化',
    begins: '到达时',
    same: '分数不变',
    rest: (n: number, points: string) => `另外 ${n} 项 ${points}`,
    cap: (group: string) => `${group}（组上下限）`,
    hand: (who: string) => `${who}手动调整`,
    causes: {
      arrived: '到达',
      edited: '资料有改动',
      tagged: '标签有改动',
      did: '有新行为',
      followedUp: '跟进',
      staged: '阶段有变',
      moved: '换了归属',
      verified: '核实了联系方式',
      merged: '合并',
      overridden: '手动调整',
      takenBack: '手动调整撤销',
      closed: '结束',
      published: '启用新的评分卡',
    },
    version: (n: string) => `启用评分卡第 ${n} 版`,
  },
  en: {
    colon: ': ',
    comma: ', ',
    list: ', ',
    time: 'As time passed',
    begins: 'At arrival',
    same: 'the same score',
    rest: (n: number, points: string) => `${n} more ${points}`,
    cap: (group: string) => `${group} (limit of the group)`,
    hand: (who: string) => `by the hand of ${who}`,
    causes: {
      arrived: 'arrived',
      edited: 'facts changed',
      tagged: 'tags changed',
      did: 'did something',
      followedUp: 'followed up',
      staged: 'stage changed',
      moved: 'changed hands',
      verified: 'contact verified',
      merged: 'merged',
      overridden: 'set by hand',
      takenBack: 'taken back what was set by hand',
      closed: 'closed',
      published: 'another scorecard',
    },
    version: (n: string) => `scorecard version ${n}`,
  },
} as const

const signed = (points: number) => `${points < 0 ? '−' : '+'}${Math.abs(points)}`

/** Why a score became another: what happened, and which terms weigh more or less since. */
export function stepSaid(
  { because, changed, first }: { because: readonly Because[]; changed: readonly Term[]; first: boolean },
  lang: Lang,
): string {
  const w = words[lang]
  const causes = because
    .filter(({ kind }) => !first || kind !== 'moved')
    .map((cause) => causeSaid(cause, lang))
  const why = causes.length > 0 ? capital([...new Set(causes)].join(w.list)) : first ? w.begins : w.time
  const told = changed.slice(0, SHOWN).map(({ id, label, points }) => {
    const byHand = overrideReason(id) !== undefined
    const name = id.startsWith('cap:') ? w.cap(label) : byHand ? w.hand(label) : label || id
    return `${name} ${signed(points)}`
  })
  const rest = changed.slice(SHOWN)
  if (rest.length > 0)
    told.push(w.rest(rest.length, signed(rest.reduce((sum, { points }) => sum + points, 0))))
  return `${why}${w.colon}${told.length > 0 ? told.join(w.comma) : w.same}`
}

function causeSaid({ kind, about }: Because, lang: Lang): string {
  const w = words[lang]
  const [first = ''] = about
  if (kind === 'published' && first) return w.version(first)
  if (kind === 'did' && first in behaviourNames)
    return about.map((each) => behaviourNames[each as keyof typeof behaviourNames][lang]).join(w.list)
  return w.causes[kind]
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
