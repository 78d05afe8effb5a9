import type { Answer, Parcel } from '../../../outward.ts'
import type { GroupMessage } from '../decide/say.ts'
import { dingtalk } from './dingtalk.ts'
import { feishu } from './feishu.ts'
import { wecom } from './wecom.ts'

/** A robot as its group's owner made it: the address holds its key, the secret signs where the vendor asks for it. */
export interface Robot {
  readonly url: string
  readonly secret: string | null
}

/** One vendor's protocol for robots of groups. */
export interface Vendor {
  /** The request that makes the robot say the message. */
  readonly parcel: (robot: Robot, message: GroupMessage, now: Date) => Parcel
  /** What the answer complains of, as the vendor says it; null when the message was taken. All answer 200 to errors. */
  readonly complaint: (answer: Answer) => string | null
  /** Milliseconds between two messages, so that the vendor's limit is kept. */
  readonly pace: number
}

export const vendors = { wecom, dingtalk, feishu } as const satisfies Record<string, Vendor>
export type VendorName = keyof typeof vendors
