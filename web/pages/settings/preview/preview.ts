import type { listPreviews, readPreview } from '../../../../contract/preview.ts'
import type { Reply } from '../../../app/api.ts'

/** As they come over the wire. */
export type PreviewRow = Reply<typeof listPreviews>['items'][number]
export type Preview = Reply<typeof readPreview>
export type Result = NonNullable<Preview['result']>
export type Quality = NonNullable<Result['quality']>
