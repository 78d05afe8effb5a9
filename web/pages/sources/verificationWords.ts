import { defineWords } from '../../app/language.tsx'

export const verificationWords = defineWords({
  title: ['核实', 'Verification'],
  fields: ['到达后自动检测', 'Checked by a service on arrival'],
  phone: ['检测电话', 'Check phones'],
  email: ['检测邮箱', 'Check e-mails'],
  occasion: ['检测哪些线索', 'Which leads'],
  all: ['全部', 'All'],
  bought: ['只有导入的名单', 'Imported lists only'],
  onBad: ['电话无效时', 'When a phone is bad'],
  flag: ['只做标记', 'Mark it only'],
  quarantine: ['没人跟进过的放进隔离区', 'To quarantine, if nobody worked it'],
  confirmFirst: ['先由人核实，再计入并分配', 'Confirmed by a person before it counts'],
  confirmHint: [
    '打开后，合格的线索先进入“核实”队列，确认后才按规则分配，到达时间不变。',
    'Leads that pass the gate wait under Confirm first; once confirmed they are assigned by the rules, their arrival unchanged.',
  ],
  never: ['不需要', 'No'],
  verifiers: ['还有哪些销售可以核实', 'Reps who may confirm too'],
  verifiersHint: ['市场、主管和管理员总是可以。', 'Marketers, managers and admins always may.'],
  mostTries: ['未接通最多试几次', 'Most tries when nobody answers'],
  retryHours: ['隔几小时再试', 'Hours between tries'],
  save: ['保存核实设置', 'Save verification'],
  saved: ['已保存', 'Saved'],
})
