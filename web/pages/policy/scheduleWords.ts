import { defineWords } from '../../app/language.tsx'

/** Versions of a policy planned for a moment ahead. */
export const scheduleWords = defineWords({
  planned: ['计划发布', 'Planned versions'],
  willPublish: [
    (at: string, by: string) => `${at} 自动发布（${by} 计划）`,
    (at: string, by: string) => `Will be published ${at} (planned by ${by})`,
  ],
  failed: [
    (at: string, by: string) => `原定 ${at} 发布（${by} 计划），没有发布，现行的不变`,
    (at: string, by: string) =>
      `Was to be published ${at} (planned by ${by}); it was not, and what is in force stays`,
  ],
  overtaken: ['期间有人发布了新版本', 'Somebody published another version meanwhile'],
  toDraft: ['恢复为草稿', 'Restore as a draft'],
  nowDraft: ['已恢复为草稿，改好后发布', 'It is your draft now; mend it and publish'],
  takeBack: ['取消计划', 'Cancel'],
  takenBack: ['已取消计划，草稿不受影响', 'The plan is cancelled'],
  tooLate: ['这个计划已经生效或失效', 'That plan was settled already'],
  atOnce: ['立即发布；选了时间则到时自动发布', 'Now; pick a moment to have it published then'],
  plan: [(at: string) => `计划 ${at} 发布`, (at: string) => `Publish ${at}`],
  done: [
    (at: string) => `已计划 ${at} 发布；期间有人发布新版本则失效并通知你`,
    (at: string) => `Planned for ${at}; if somebody publishes before, it lapses and you are told`,
  ],
})
