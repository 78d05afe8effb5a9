import { defineWords } from '../language.tsx'

export const noticeWords = defineWords({
  nameless: ['（未留姓名）', '(no name)'],
  manyAssigned: [(n: number) => `${n} 条新线索分给了你`, (n: number) => `${n} new leads are yours`],
  imported: [
    (assigned: number, reenquired: number) =>
      [
        assigned > 0 ? `导入带给你 ${assigned} 条新线索` : '',
        reenquired > 0 ? `导入中有 ${reenquired} 条你的线索再次咨询` : '',
      ]
        .filter(Boolean)
        .join('；'),
    (assigned: number, reenquired: number) =>
      [
        assigned > 0 ? `New from an import: ${assigned}` : '',
        reenquired > 0 ? `Leads of yours that asked again in an import: ${reenquired}` : '',
      ]
        .filter(Boolean)
        .join('; '),
  ],
  assigned: [(name: string) => `新线索分给了你：${name}`, (name: string) => `A new lead is yours: ${name}`],
  reenquired: [
    (name: string) => `${name} 再次咨询，请尽快联系`,
    (name: string) => `${name} has asked again; get in touch soon`,
  ],
  tried: [
    (name: string) => `有人又录入了 ${name}，已拒收；这仍是你的线索`,
    (name: string) => `Somebody brought ${name} once more; refused, the lead stays yours`,
  ],
  manyTried: [
    (n: number) => `有人又录入了你负责的 ${n} 条线索，已拒收`,
    (n: number) => `${n} leads of yours were brought once more; refused`,
  ],
  recycled: [
    (name: string) => `${name} 久未跟进，已回收到公海`,
    (name: string) => `${name} went back to the pool: nobody followed up`,
  ],
  due: [
    (name: string) => `${name} 即将回收，请尽快跟进`,
    (name: string) => `${name} falls back soon; follow up to keep it`,
  ],
  changed: [(name: string) => `${name} 有变化`, (name: string) => `${name} has changed`],
})
