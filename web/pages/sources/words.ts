import { defineWords } from '../../app/language.tsx'

export const sourceWords = defineWords({
  title: ['来源与表单', 'Sources and forms'],
  part: ['看来源还是表单', 'Sources or forms'],
  sources: ['来源', 'Sources'],
  forms: ['表单', 'Forms'],
  about: [
    (sources: number, leads: string) => `${sources} 个来源 · 近 30 天 ${leads} 条`,
    (sources: number, leads: string) => `${sources} sources · ${leads} leads in 30 days`,
  ],
  addSource: ['新来源', 'New source'],
  addForm: ['新表单', 'New form'],
  mayNot: ['只有市场和管理员可以改来源和表单', 'Only marketers and admins change sources and forms'],
  name: ['名称', 'Name'],
  nameHint: ['如：官网、抖音信息流、2026 春季展会', 'e.g. Website, LinkedIn Ads, Spring Fair 2026'],
  channel: ['渠道', 'Channel'],
  channelHint: [
    '同类来源归在一起，如：官网、广告、展会、转介绍',
    'Groups sources of a kind: web, ads, events, referrals',
  ],
  key: ['接口代号', 'Key'],
  keyHint: [
    '接口和导入文件用它指明来源。改了以后，用旧代号送来的线索会被拒绝。',
    'The API and import files name the source by it. After a change, leads sent with the old one are refused.',
  ],
  keyNewHint: [
    '接口和导入文件用它指明来源，如 website',
    'The API and import files name the source by it, like website',
  ],
  licence: ['数据许可', 'Licence'],
  licencePrompt: ['如：采购合同 2026-07，含转授权', 'e.g. purchase contract 2026-07 with consent passed on'],
  licenceHint: [
    '凭什么持有这些人的信息。外购名单应登记；合规规则可以要求有它才分配。',
    'By which right we have these people’s data. Bought lists need one; a compliance rule may ask for it before routing.',
  ],
  licenceUntil: ['有效期至', 'Valid until'],
  licenceUntilHint: ['不填则一直有效', 'Without a day it stays valid'],
  leads30: ['近 30 天', '30 days'],
  share: ['占比', 'Share'],
  leadsOf: [
    (name: string, n: number) => `${name} 近 30 天 ${n} 条`,
    (name: string, n: number) => `${name}: ${n} in 30 days`,
  ],
  since: ['建立于', 'Since'],
  save: ['保存', 'Save'],
  add: ['添加', 'Add'],
  cancel: ['取消', 'Cancel'],
  saved: ['已保存', 'Saved'],
  added: [(name: string) => `已添加 ${name}`, (name: string) => `${name} was added`],
  unchanged: ['没有改动', 'Nothing was changed'],
  needed: ['请填写名称、渠道和代号', 'Fill in name, channel and key'],
  archive: ['归档', 'Archive'],
  archiveAsk: [
    (name: string) => `归档“${name}”？之后不再接收它的线索，不能恢复；已有线索和统计都保留。`,
    (name: string) =>
      `Archive “${name}”? Nothing new arrives by it, and it cannot be brought back; its leads and figures stay.`,
  ],
  archiveForms: [
    (n: number) => `先停用用它的 ${n} 个表单，再归档`,
    (n: number) =>
      n === 1 ? 'Switch off the form that uses it first' : `Switch off the ${n} forms that use it first`,
  ],
  archived: [(name: string) => `已归档 ${name}`, (name: string) => `${name} was archived`],
  seeLeads: ['看近 30 天的线索', 'See the leads of 30 days'],
  formsOfIt: ['用它的表单', 'Forms of this source'],
  none: ['还没有来源', 'No sources yet'],
  noneHint: ['先加一个来源，线索才知道从哪来。', 'Add one, so that leads know where they come from.'],
})
