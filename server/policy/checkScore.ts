import { refuse } from '../../contract/refusals.ts'
import { scorePolicy, type ScorePolicy } from '../../contract/scorecard.ts'
import { type ReachProblem, reachProblems } from '../../contract/scoring/reach.ts'
import type { Lang } from '../../contract/shapes.ts'
import { check, problemSentence } from '../../rules/check.ts'
import { type Condition, leavesOf } from '../../rules/condition.ts'
import type { Fields } from '../../rules/fields.ts'
import { addressOf } from '../../rules/fields.ts'
import type { OwnField } from '../lead/fields.ts'

interface Place {
  readonly id: string
  /** Card › group › line, by the names their author gave them. */
  readonly where: string
  readonly when?: Condition | undefined
}

/**
 * Scorecards as they came, checked: shape, points, thresholds, conditions, ids. Refuses `score.invalid` naming the card, the
 * group and the line, and what is wrong there.
 */
export function checkScore(raw: unknown, { fields, lang }: { fields: Fields; lang: Lang }): ScorePolicy {
  const parsed = scorePolicy.safeParse(raw)
  const issue = parsed.error?.issues[0]
  if (issue || !parsed.data)
    throw refuse('score.invalid', {
      where: whereIs(raw, issue?.path ?? [], lang),
      what: whatIs(issue, lang),
    })
  const seen = new Map<string, string>()
  for (const { id, where, when } of placesOf(parsed.data, lang)) {
    const problem = when && check(when, fields)[0]
    if (problem) throw refuse('score.invalid', { where, what: problemSentence(problem, fields, lang) })
    const other = seen.get(id)
    if (other !== undefined) throw refuse('score.invalid', { where, what: said.twice(id, other)[lang] })
    seen.set(id, where)
  }
  return parsed.data
}

/**
 * What only new scorecards are held to, so that one can always go back to those that were published: no criterion on an
 * archived field, which nobody fills in any more, and no threshold that nobody reaches or that leaves half a grade. Refuses
 * `score.invalid` naming the place. Cards that are retired may keep theirs.
 */
export function refuseUnsound(
  { cards }: ScorePolicy,
  { own, lang }: { own: readonly OwnField[]; lang: Lang },
): void {
  const archived = new Map(own.filter((field) => field.archived).map((field) => [addressOf(field), field]))
  // Their places are those of all cards: what a card without a name is called depends on it
  const using = cards.map((card) => (card.retired ? { ...card, when: undefined, groups: [] } : card))
  for (const { where, when } of placesOf({ cards: using }, lang)) {
    const gone = (when ? leavesOf(when) : []).flatMap(({ field }) => archived.get(field) ?? [])[0]
    if (gone) throw refuse('score.invalid', { where, what: said.archived(gone.label[lang])[lang] })
  }
  for (const [c, card] of cards.entries()) {
    const [problem] = reachProblems(card)
    const where = whereIs({ cards }, ['cards', c, 'grading'], lang)
    if (problem) throw refuse('score.invalid', { where, what: said.reach(problem)[lang] })
  }
}

function placesOf({ cards }: ScorePolicy, lang: Lang): Place[] {
  return cards.flatMap((card, c) => {
    const at = (...path: (string | number)[]) => whereIs({ cards }, ['cards', c, ...path], lang)
    return [
      { id: card.id, where: at(), when: card.when },
      ...card.groups.flatMap((group, g) => [
        { id: `group ${group.id}`, where: at('groups', g) },
        ...group.criteria.map((one, i) => ({
          id: one.id,
          where: at('groups', g, 'criteria', i),
          when: one.kind === 'fact' ? one.when : undefined,
        })),
      ]),
    ]
  })
}

const names: Readonly<Record<string, Record<Lang, (n: number) => string>>> = {
  cards: { zh: (n) => `第 ${n} 张评分卡`, en: (n) => `scorecard ${n}` },
  groups: { zh: (n) => `第 ${n} 组`, en: (n) => `group ${n}` },
  criteria: { zh: (n) => `第 ${n} 行`, en: (n) => `line ${n}` },
}

/** What a path into the body is called: “华南卡” › “行为” › line 3. */
function whereIs(raw: unknown, path: readonly PropertyKey[], lang: Lang): string {
  let held = raw
  const parts: string[] = []
  for (const [i, step] of path.entries()) {
    held =
      typeof held === 'object' && held !== null ? (held as Record<PropertyKey, unknown>)[step] : undefined
    const list = names[String(path[i - 1])]
    if (list && typeof step === 'number') parts.push(nameOf(held) ?? list[lang](step + 1))
    if (step === 'grading') parts.push(said.grades[lang])
  }
  return parts.length > 0 ? parts.join(' › ') : said.all[lang]
}

function nameOf(held: unknown): string | undefined {
  const { name, label } = (held ?? {}) as { name?: unknown; label?: unknown }
  const text = [name, label].flatMap((one) => (typeof one === 'string' && one.trim() !== '' ? [one] : []))[0]
  return text === undefined ? undefined : `“${text.slice(0, 80)}”`
}

function whatIs(issue: { path: readonly PropertyKey[]; message: string } | undefined, lang: Lang): string {
  const path = issue?.path ?? []
  const last = path.at(-1)
  if (last === 'points') return said.points[lang]
  if (path.includes('grading') && ['steps', 'fit', 'behaviour'].includes(String(last)))
    return said.steps[lang]
  if (path.includes('grading') && last === 'from') return said.from[lang]
  return issue?.message ?? ''
}

const said = {
  all: { zh: '评分卡', en: 'the scorecards' },
  grades: { zh: '等级', en: 'grades' },
  points: {
    zh: '加减分须是 −1000 到 1000 之间的整数，沉默只能扣分',
    en: 'points are whole numbers from −1,000 to 1,000, below zero for silence',
  },
  steps: {
    zh: '两个等级同名，或从同一个分数开始；改掉其中一个',
    en: 'two grades share a name or begin at the same score; change one of them',
  },
  from: {
    zh: '等级的起点须是 −100000 到 100000 之间的整数',
    en: 'a grade begins at a whole number from −100,000 to 100,000',
  },
  archived: (field: string) => ({
    zh: `字段“${field}”已归档，不再有人填写；请改选别的字段，或去掉这一行`,
    en: `the field "${field}" is archived and nobody fills it in any more; choose another field, or take the line out`,
  }),
  reach: (problem: ReachProblem) => reachSaid[problem.kind](problem as never),
  twice: (id: string, other: string) => ({
    zh: `编号 ${id} 与${other}重复，每一行的编号须各不相同`,
    en: `its id ${id} is that of ${other} too; every line needs an id of its own`,
  }),
}

const axes = { fit: { zh: '匹配度', en: 'fit' }, behaviour: { zh: '行为', en: 'behaviour' } }

type Of<K extends ReachProblem['kind']> = Extract<ReachProblem, { kind: K }>

const reachSaid: { readonly [K in ReachProblem['kind']]: (problem: Of<K>) => Record<Lang, string> } = {
  beyond: ({ grade, most }) => ({
    zh: `等级 ${grade} 永远到不了：这张卡最多 ${most} 分；请调低它的起点，或增加加分项`,
    en: `nobody can reach ${grade}: the card gives at most ${most} points; lower where it begins, or add points`,
  }),
  empty: ({ axis }) => ({
    zh: `${axes[axis].zh}这个方向没有等级，网格缺了一半；请补上，或改为按总分分级`,
    en: `the ${axes[axis].en} axis has no grades, so half of the grid is missing; add some, or grade by the total`,
  }),
  half: ({ axis, grade, least }) =>
    Number.isFinite(least)
      ? {
          zh: `${axes[axis].zh}可能低到 ${least} 分，不到最低一级 ${grade} 的起点，这样的线索只有半个等级；请让 ${grade} 从 ${least} 分或更低开始`,
          en: `${axes[axis].en} can be as low as ${least}, below where its lowest grade ${grade} begins, which would leave half a grade; let ${grade} begin at ${least} or below`,
        }
      : {
          zh: `${axes[axis].zh}可以一直扣下去，低于最低一级 ${grade} 的线索只有半个等级；请给这一组设“合计最低”，并让 ${grade} 从那里或更低开始`,
          en: `${axes[axis].en} can fall without end, and below its lowest grade ${grade} a lead would have half a grade; give the group a lower limit and let ${grade} begin there or below`,
        },
}
