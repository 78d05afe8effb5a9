import type { Config } from './config.ts'
import type { Tx } from './db/db.ts'
import { beginOrg } from './flow/begin.ts'
import * as hookFlow from './flow/behaviour/hooks.ts'
import * as behaviourFlow from './flow/behaviour/routes.ts'
import * as behaviourTasks from './flow/behaviour/tasks.ts'
import * as bestFlow from './flow/best/routes.ts'
import * as consentFlow from './flow/consent/routes.ts'
import * as consentTasks from './flow/consent/tasks.ts'
import * as customerFlow from './flow/customer-routes.ts'
import * as disputes from './flow/dispute/routes.ts'
import * as eraseFlow from './flow/erase/routes.ts'
import * as heldFlow from './flow/held/routes.ts'
import * as heldTasks from './flow/held/tasks.ts'
import * as importFlow from './flow/import/routes.ts'
import * as importTasks from './flow/import/tasks.ts'
import * as keyTasks from './flow/keys/tasks.ts'
import * as learnFlow from './flow/learn/routes.ts'
import * as learnTasks from './flow/learn/tasks.ts'
import * as mergeFlow from './flow/merge/routes.ts'
import * as moveFlow from './flow/move/routes.ts'
import * as moveTasks from './flow/move/tasks.ts'
import * as profileFlow from './flow/profile/routes.ts'
import * as profileTasks from './flow/profile/tasks.ts'
import * as questions from './flow/question/routes.ts'
import * as referralFlow from './flow/referral/routes.ts'
import * as rehearsalFlow from './flow/rehearsal/routes.ts'
import * as rehearsalTasks from './flow/rehearsal/tasks.ts'
import { retryUndecided } from './flow/retry.ts'
import * as flow from './flow/routes.ts'
import * as scanFlow from './flow/scan/routes.ts'
import * as scanTasks from './flow/scan/tasks.ts'
import * as feedbackFlow from './flow/score/feedback/routes.ts'
import * as scoreFlow from './flow/score/routes.ts'
import * as scoreTasks from './flow/score/tasks.ts'
import { recycleAll } from './flow/second.ts'
import * as territoryFlow from './flow/territory/routes.ts'
import * as territoryTicks from './flow/territory/tasks.ts'
import * as valueFlow from './flow/value/routes.ts'
import * as valueTasks from './flow/value/tasks.ts'
import * as verifyFlow from './flow/verify/routes.ts'
import * as verifyTasks from './flow/verify/tasks.ts'
import * as waitingTasks from './flow/waiting/tasks.ts'
import type { House } from './house.ts'
import type { Route } from './http/route.ts'
import * as live from './jobs/routes.ts'
import type { Task } from './jobs/task.ts'
import { type Tick } from './jobs/tick.ts'
import * as lead from './lead/routes.ts'
import * as people from './people/routes.ts'
import * as workingTime from './people/time-routes.ts'
import * as workingTimeTicks from './people/time-tasks.ts'
import * as policy from './policy/routes.ts'
import * as policyTicks from './policy/tasks.ts'
import * as ability from './rooms/ability/routes.ts'
import * as abilityTicks from './rooms/ability/tasks.ts'
import * as assign from './rooms/assign/routes.ts'
import * as behaviour from './rooms/behaviour/routes.ts'
import * as behaviourTicks from './rooms/behaviour/tasks.ts'
import * as capture from './rooms/capture/routes.ts'
import * as captureTicks from './rooms/capture/tasks.ts'
import * as cohort from './rooms/cohort/routes.ts'
import * as cohortTicks from './rooms/cohort/tasks.ts'
import * as consent from './rooms/consent/routes.ts'
import * as customer from './rooms/customer/routes.ts'
import * as followup from './rooms/followup/routes.ts'
import * as form from './rooms/form/routes.ts'
import * as formTicks from './rooms/form/tasks.ts'
import * as imports from './rooms/import/routes.ts'
import * as importTicks from './rooms/import/tasks.ts'
import * as makeup from './rooms/makeup/routes.ts'
import * as notice from './rooms/notice/routes.ts'
import * as noticeTasks from './rooms/notice/tasks.ts'
import * as pool from './rooms/pool/routes.ts'
import * as poolTicks from './rooms/pool/tasks.ts'
import * as probe from './rooms/probe/routes.ts'
import * as quality from './rooms/quality/routes.ts'
import * as qualityTicks from './rooms/quality/tasks.ts'
import * as referral from './rooms/referral/routes.ts'
import * as referralTicks from './rooms/referral/tasks.ts'
import * as tag from './rooms/tag/routes.ts'
import * as tagTicks from './rooms/tag/tasks.ts'
import * as territory from './rooms/territory/routes.ts'
import * as verify from './rooms/verify/routes.ts'
import * as webhook from './rooms/webhook/routes.ts'
import * as webhookTasks from './rooms/webhook/tasks.ts'
import * as abilityViews from './views/ability.ts'
import * as behaviourViews from './views/behaviour.ts'
import * as capacityViews from './views/capacity.ts'
import * as customerViews from './views/customer-routes.ts'
import * as referralViews from './views/referral/routes.ts'
import * as reportViews from './views/reports/routes.ts'
import * as views from './views/routes.ts'
import * as territoryViews from './views/territory.ts'

/** What a room may bring to the house; each of its routes.ts and tasks.ts exports what it has. */
interface Part {
  readonly routes?: (house: House) => Route[]
  readonly tasks?: (house: House) => Task[]
  readonly ticks?: readonly Tick[]
  /** Given to a new organisation to begin with, in the transaction that makes it. */
  readonly onNewOrg?: (tx: Tx) => Promise<unknown>
  /** Done for each organisation when the server starts, before anything else moves. */
  readonly onStart?: (tx: Tx, config: Config) => Promise<unknown>
}

/** Everybody who lives in the house. */
export const parts: readonly Part[] = [
  live,
  people,
  workingTime,
  workingTimeTicks,
  capture,
  captureTicks,
  flow,
  disputes,
  consent,
  consentFlow,
  consentTasks,
  lead,
  policy,
  policyTicks,
  assign,
  bestFlow,
  tag,
  tagTicks,
  territory,
  territoryFlow,
  territoryTicks,
  territoryViews,
  pool,
  poolTicks,
  cohort,
  cohortTicks,
  quality,
  qualityTicks,
  followup,
  makeup,
  customer,
  customerFlow,
  customerViews,
  referral,
  referralTicks,
  referralFlow,
  referralViews,
  imports,
  importTicks,
  heldFlow,
  heldTasks,
  importFlow,
  importTasks,
  questions,
  scanFlow,
  scanTasks,
  keyTasks,
  mergeFlow,
  moveFlow,
  moveTasks,
  learnFlow,
  learnTasks,
  profileFlow,
  profileTasks,
  rehearsalFlow,
  rehearsalTasks,
  scoreFlow,
  scoreTasks,
  valueFlow,
  valueTasks,
  feedbackFlow,
  ability,
  abilityTicks,
  abilityViews,
  behaviour,
  behaviourTicks,
  behaviourFlow,
  hookFlow,
  behaviourTasks,
  behaviourViews,
  eraseFlow,
  views,
  capacityViews,
  reportViews,
  form,
  formTicks,
  notice,
  noticeTasks,
  webhook,
  webhookTasks,
  probe,
  verify,
  verifyFlow,
  verifyTasks,
  waitingTasks,
  {
    onNewOrg: beginOrg,
    ticks: [
      { name: 'undecided', everySeconds: 60, run: undecidedAgain },
      // Deadlines are an indexed column swept in sets: at most 20 s after its moment a lead has fallen back.
      { name: 'pool.recycle', everySeconds: 20, run: ({ db }, orgId, now) => recycleAll(db, orgId, now) },
    ],
  },
]

function undecidedAgain({ db, log }: House, orgId: string): Promise<number> {
  return retryUndecided(db, orgId, (err) =>
    log.error({ err, org: orgId }, 'deciding failed again; tried later'),
  )
}

/** Every endpoint of the house with what answers it. */
export function routesOf(house: House): Route[] {
  return parts.flatMap((part) => part.routes?.(house) ?? [])
}
