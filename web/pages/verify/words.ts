import { defineWords } from '../../app/language.tsx'

/** What is said of how far a value can be trusted. */
export const markWords = defineWords({
  unverified: ['未核实', 'Unverified'],
  formatOk: ['格式正确', 'Format OK'],
  reachable: ['可触达', 'Reachable'],
  confirmed: ['已人工确认', 'Confirmed by a person'],
  stale: ['待复核', 'Stale'],
  bad: ['无效', 'Bad'],
  about: [
    (field: string, status: string) => `${field}：${status}`,
    (field: string, status: string) => `${field}: ${status}`,
  ],
  onlyForm: ['只检查过格式，还没有人核实过', 'Only its form was checked; nobody has verified it'],
  byPerson: [(who: string) => `${who} 确认`, (who: string) => `by ${who}`],
  byPersonBad: [(who: string) => `${who} 标记`, (who: string) => `by ${who}`],
  byProvider: ['核实服务检测', 'by the checking service'],
  staleOn: [(day: string) => `${day} 后需要复核`, (day: string) => `To be checked again after ${day}`],
  staleSince: ['核实已过期，需要重新核实', 'What was found out is too old; verify it again'],
  waiting: ['正在排队检测', 'Waiting to be checked'],
  checkNow: ['立即检测', 'Check now'],
  checking: ['已提交检测', 'Sent to be checked'],
  right: ['确认无误', 'It is right'],
  wrong: ['标为无效', 'It is wrong'],
  marked: [(field: string) => `已更新${field}的核实状态`, (field: string) => `${field}: status updated`],
  why: ['为什么无效', 'Why it is wrong'],
  empty: ['空号', 'No such number'],
  suspended: ['停机', 'Suspended'],
  wrong_person: ['不是本人', 'Somebody else’s'],
  other: ['其他', 'Another reason'],
  noProvider: ['还没有启用核实服务', 'No checking service is on'],
})
