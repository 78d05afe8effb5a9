import { defineWords } from '../../app/language.tsx'

export const eraseWords = defineWords({
  menu: ['永久删除此人…', 'Erase this person…'],
  title: ['永久删除此人的资料？', 'Erase this person for good?'],
  what: [
    '姓名、电话、邮箱、备注、跟进内容都会清除：这条线索、与它合并过的线索、已知客户里的同一人。不能恢复。',
    'Name, phone, e-mail, notes and what was written about them go: from this lead, from those merged with it, and from known customers. It cannot be undone.',
  ],
  kept: [
    '留下的只有统计：何时、从哪个来源来、谁跟进过。此前的备份里仍有原样。',
    'Only what statistics need stays: when they came, from which source, who worked on it. Backups made before hold what they held.',
  ],
  type: [(name: string) => `请输入“${name}”确认`, (name: string) => `Type “${name}” to confirm`],
  erase: ['永久删除', 'Erase'],
  cancel: ['取消', 'Cancel'],
  done: ['已永久删除', 'Erased'],
  alike: [
    (count: number) => `已永久删除。另有 ${count} 条线索用着同样的电话或邮箱，可能是同一人，请看一看。`,
    (count: number) =>
      `Erased. ${count} more leads share a phone or e-mail and may be the same person: please have a look.`,
  ],
})
