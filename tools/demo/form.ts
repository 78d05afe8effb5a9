import type { Tx } from '../../server/db/db.ts'
import { uuidv7 } from '../../server/db/id.ts'
import { sourceIds } from '../../server/lead/sources.ts'
import { keepForm } from '../../server/rooms/form/service.ts'

/** What its boxes say: the ledger keeps the words that were agreed to. */
export const contactText = '我同意云帆软件为回复本次咨询而联系我。'
export const marketingText = '我愿意收到云帆软件的产品资讯和活动邀请，可随时退订。'

/** The demo's public form, for its website: what a visitor fills in arrives as a lead. */
export async function makeForm(tx: Tx, by: string): Promise<void> {
  const sources = await sourceIds(tx)
  const field = (name: string, label: string, required = true) => ({ field: name, label, required })
  await keepForm(
    tx,
    {
      formId: uuidv7(),
      sourceId: sources.get('website') as string,
      slug: 'demo',
      active: true,
      title: '预约产品演示',
      intro: '留下联系方式，顾问会在 30 分钟内与你联系。',
      button: '提交预约',
      thanks: '已收到，顾问很快与你联系。',
      consent: contactText,
      consentPurposes: ['contact'],
      optIn: marketingText,
      optInPurpose: 'marketing',
      fields: [
        field('name', '姓名'),
        field('company', '公司'),
        field('title', '职位'),
        field('phone', '手机号'),
        field('need', '想了解什么', false),
      ],
    },
    by,
  )
}
