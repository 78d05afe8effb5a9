import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { instant } from './shapes.ts'

export const readScoreRun = endpoint({
  id: 'score.run',
  method: 'GET',
  path: '/api/v1/score/run',
  may: ['manager', 'marketer', 'admin'],
  summary: 'How far scoring every lead by the newest scorecards is; null before the first time',
  reply: z
    .object({
      /** Of the policy it scores by. */
      version: z.int(),
      done: z.int(),
      total: z.int(),
      beganAt: instant,
      endedAt: instant.nullable(),
    })
    .nullable(),
})
