import { defineWords } from '../../../app/language.tsx'

export const standingWords = defineWords({
  unfit: [
    (why: string) => `${why}，现在就可以放弃；情况变了它会自动回到你这里`,
    (why: string) => `${why}: drop it now; it comes back to you by itself if that changes`,
  ],
  unfitTheirs: [
    (why: string) => `不符合客户画像：${why}`,
    (why: string) => `Does not fit the ideal customer: ${why}`,
  ],
  aside: [
    (why: string) => `已搁置：${why}。情况一变就会自动回来`,
    (why: string) => `Set aside: ${why}. It comes back by itself once that changes`,
  ],
  asideAnyhow: ['已搁置，马上会自动回来', 'Set aside; it is about to come back by itself'],
  kept: [
    (why: string) => `随机放行：本应搁置（${why}），照常分配，用来衡量画像错杀了多少。销售看不到这一条`,
    (why: string) =>
      `Let go on at random although it is ruled out (${why}), to measure whom the profile turns away. Reps do not see this`,
  ],
  fits: [
    (name: string, share: string) => `符合客户画像“${name}”（${share}）`,
    (name: string, share: string) => `Fits the ideal customer “${name}” (${share})`,
  ],
  partly: [
    (name: string, share: string) => `部分符合客户画像“${name}”（${share}）`,
    (name: string, share: string) => `Fits the ideal customer “${name}” in part (${share})`,
  ],
  unsure: [
    (name: string, fields: string) => `是否符合“${name}”还不确定，问清 ${fields} 就知道`,
    (name: string, fields: string) => `Whether it fits “${name}” is open: ask for ${fields}`,
  ],
  setAside: ['搁置', 'Set aside'],
  takeBack: ['拿回来', 'Take it back'],
  doneAside: ['已搁置', 'Set aside'],
  doneBack: ['已拿回', 'Taken back'],
  list: ['、', ', '],
  markFits: ['符合', 'Fits'],
  markPartly: ['部分符合', 'In part'],
  markUnsure: ['待确认', 'Not sure yet'],
  markUnfit: ['不符合', 'Does not fit'],
})
