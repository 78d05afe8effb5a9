import type { listModels, readModel } from '../../../../contract/learned.ts'
import type { Reply } from '../../../app/api.ts'

/** As they come over the wire. */
export type ModelRow = Reply<typeof listModels>['items'][number]
export type LearnedModel = Reply<typeof readModel>
export type Learned = NonNullable<LearnedModel['learned']>
