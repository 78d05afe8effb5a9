import type { AssignProblem } from '../../../../contract/assign-check.ts'
import { regionName } from '../../../../rules/regions.ts'
import type { PointerKind } from '../../../lead/pointed.ts'
import type { TerritoryMap } from './mapProblems.ts'

/** A problem before it is told of which rule. */
export type Found = Omit<AssignProblem, 'ruleId'>

type Severity = AssignProblem['severity']

interface Place {
  /** From 1. */
  readonly at: number
  readonly name: string
}

const quoted = (names: readonly string[]) => names.filter((name) => name !== '')
const zhList = (names: readonly string[]) => quoted(names).join('、')
const enList = (names: readonly string[]) => quoted(names).join(', ')
const zhRule = ({ at, name }: Place) => (name ? `第 ${at} 条“${name}”` : `第 ${at} 条`)
const enRule = ({ at, name }: Place) => (name ? `rule ${at} "${name}"` : `rule ${at}`)

const goneSaid = {
  person: {
    zh: (names: string) => `${names || '指定的人'}已不是在职销售；请换人，或从这条里去掉`,
    en: (names: string) =>
      `${names || 'Somebody it names'} is no longer here; choose somebody else, or take them out`,
  },
  team: {
    zh: (names: string) => `团队${names ? `“${names}”` : ''}已停用；请另选团队`,
    en: (names: string) => `The team ${names ? `"${names}" ` : ''}is no more; choose another`,
  },
  pool: {
    zh: (names: string) => `公海${names ? `“${names}”` : ''}已停用；请另选公海`,
    en: (names: string) => `The pool ${names ? `"${names}" ` : ''}is no more; choose another`,
  },
}

const pointerSaid: Readonly<Record<PointerKind, { zh: string; en: string }>> = {
  held: {
    zh: '还没有老客户，这条暂时不会分出线索；请先登记客户',
    en: 'There are no known customers yet, so it gives nothing; register some first',
  },
  referral: {
    zh: '还没有登记介绍人，这条暂时不会分出线索；请先登记介绍人',
    en: 'No referrers are registered yet, so it gives nothing; register some first',
  },
  territory: {
    zh: '还没有划分片区，这条暂时不会分出线索；请先在“片区”里划分',
    en: 'There are no territories yet, so it gives nothing; draw some under Territories first',
  },
  cohort: {
    zh: '还没有班期，这条暂时不会分出线索；请先建班期并排班',
    en: 'There are no cohorts yet, so it gives nothing; make one and its roster first',
  },
}

/** Names that are told before the rest is only counted. */
const FEW = 4

const found = (severity: Severity, code: Found['code'], zh: string, en: string): Found => ({
  severity,
  code,
  said: { zh, en },
})

/** Every problem of assignment rules in words, each with what mends it. */
export const said = {
  gone: (names: readonly string[], kind: keyof typeof goneSaid) =>
    found('error', 'gone', goneSaid[kind].zh(zhList(names)), goneSaid[kind].en(enList(names))),
  nobody: () =>
    found(
      'error',
      'nobody',
      '没有一位销售符合“给谁”，这条永远分不出线索；请放宽团队、等级或特长',
      'No rep is who it asks for, so it never gives a lead; ask for less of team, tier or traits',
    ),
  unfit: () =>
    found(
      'error',
      'unfit',
      '要求与线索相符的那项，范围内没有人填过，谁也对不上；请先在“团队”里填写，或去掉这项要求',
      'Nobody it may give to has the trait that is to fit the lead; fill it in under Team, or take it out',
    ),
  tierNobody: (tiers: readonly string[], severity: Severity) =>
    found(
      severity,
      'tierNobody',
      `没有人是${zhList(tiers)}；请给人定等级，或改用已有的等级`,
      `Nobody is of the tier ${enList(tiers)}; give somebody that tier, or name one there is`,
    ),
  gradeUnknown: (grades: readonly string[], severity: Severity) =>
    found(
      severity,
      'gradeUnknown',
      `评分卡评不出等级 ${zhList(grades)}；请改成评分卡里有的等级`,
      `No scorecard gives the grade ${enList(grades)}; name grades that one gives`,
    ),
  quotaZero: () =>
    found(
      'error',
      'quotaZero',
      '每个人的标都是 0，分不出线索；请至少给一个人定标',
      'Everybody’s quota is 0, so it gives nothing; set one for somebody',
    ),
  weightZero: () =>
    found(
      'error',
      'weightZero',
      '每个人的份数都是 0，分不出线索；请至少给一个人 1 份',
      'Everybody’s weight is 0, so it gives nothing; give somebody at least 1',
    ),
  capZero: () =>
    found(
      'error',
      'capZero',
      '每人上限是 0，这条分不出线索；请调高，或停用这条',
      'Its cap for each rep is 0, so it gives nothing; raise it, or switch the rule off',
    ),
  full: () =>
    found(
      'error',
      'full',
      '范围内每个人的容量都是 0，接不了线索；请在“团队”里调高持有或每日上限',
      'Everybody it may give to has a capacity of 0; raise what they may hold or get a day under Team',
    ),
  hoursUnset: () =>
    found(
      'error',
      'hoursUnset',
      '只给在班的人，但还没有设工作时间，谁都算在班；请先在“排班与上限”里设工作时间，或选“不设日历”',
      'It gives only to who is on duty, but nobody has set working hours, so everybody always is; set them under Hours and capacity, or choose “no calendar” there',
    ),
  poolEmpty: (pool: string) =>
    found(
      'warning',
      'poolEmpty',
      `公海“${pool}”没有成员，进去的线索没人能领；请加成员`,
      `The pool "${pool}" has no members, so nobody can claim from it; add some`,
    ),
  stepNobody: (step: number) =>
    found(
      'warning',
      'stepNobody',
      `认领第 ${step} 步没有人符合，这段时间白等；请换人或去掉这一步`,
      `Nobody is in step ${step} of the claim window, so that time is lost; ask for others, or drop the step`,
    ),
  unpointed: (kind: PointerKind) => found('warning', 'unpointed', pointerSaid[kind].zh, pointerSaid[kind].en),
  territoryHole: (codes: readonly string[]) => {
    const more = codes.length > FEW
    const some = codes.slice(0, FEW)
    return found(
      'warning',
      'territoryHole',
      `${zhList(some.map((code) => regionName(code)))}${more ? `等 ${codes.length} 处` : ''}没有片区负责，那里的线索这条不接，归后面的规则；请在“片区”里补上，或确认后面有规则接`,
      `No territory has ${enList(some.map((code) => regionName(code, 'en')))}${more ? ` and ${codes.length - FEW} more` : ''}: leads from there go to the rules after this one; draw them under Territories, or see that a later rule takes them`,
    )
  },
  territoryOverlap: (overlaps: TerritoryMap['overlaps']) => {
    const [{ kind, of, names }] = overlaps as [TerritoryMap['overlaps'][number]]
    const [zhPlace, enPlace] = kind === 'region' ? [regionName(of), regionName(of, 'en')] : [of, of]
    const more = overlaps.length - 1
    return found(
      'warning',
      'territoryOverlap',
      `${zhPlace}${more > 0 ? `等 ${overlaps.length} 处` : ''}被多个片区划进（${zhList(names)}），线索归先建的“${names[0]}”；请在“片区”里只留一个`,
      `${enPlace}${more > 0 ? ` (and ${more} more)` : ''} is in several territories (${enList(names)}), and the eldest, ${names[0]}, gets its leads; leave it in one of them under Territories`,
    )
  },
  territoryVacant: (names: readonly string[]) =>
    found(
      'warning',
      'territoryVacant',
      `片区“${zhList(names.slice(0, FEW))}”${names.length > FEW ? `等 ${names.length} 个` : ''}没有在职的销售，那里的线索没人接；请在“片区”里指定销售`,
      `Nobody is left in ${names.length > FEW ? `${names.length} territories (${enList(names.slice(0, FEW))} …)` : enList(names)} to take its leads; name reps under Territories`,
    ),
  severalReferrers: (leads: number) =>
    found(
      'warning',
      'severalReferrers',
      `最近 30 天有 ${leads} 条线索报了不止一位介绍人，每条只算一位：先看已核实的，再看先报的；请在“介绍人”里看一遍是否算对`,
      `${leads} ${leads === 1 ? 'lead' : 'leads'} of the last 30 days named more than one referrer, and one counts: who was verified, else who was named first; see under Referrers whether it is the right one`,
    ),
  covered: (before: Place) =>
    found(
      'warning',
      'covered',
      `${zhRule(before)}会把这条的线索全部接走，轮不到这条；请把这条移到它前面`,
      `No lead gets this far: ${enRule(before)} takes all of them; move this one above it`,
    ),
  twice: (before: Place) =>
    found(
      'warning',
      'twice',
      `与${zhRule(before)}条件相同、给的人也相同；请合并成一条`,
      `It asks and gives the same as ${enRule(before)}; make one of the two`,
    ),
  noneInForce: () =>
    found(
      'warning',
      'noneInForce',
      '现在的模式下没有一条规则生效，线索都会进兜底公海；请启用规则，或换模式',
      'No rule is in force in this mode, so every lead goes into the fallback pool; switch one on, or change the mode',
    ),
  noReps: () =>
    found(
      'warning',
      'noReps',
      '还没有销售，线索都会进兜底公海；请先在“团队”里邀请',
      'There are no reps yet, so every lead goes into the fallback pool; invite some under Team',
    ),
}
