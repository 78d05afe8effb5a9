import { defineWords } from '../../app/language.tsx'

/** Placing a lead in a community group of a cohort. */
export const seatWords = defineWords({
  menu: ['放进班期的群…', 'Put into a cohort’s group…'],
  menuMove: ['换群或移出班期…', 'Change or leave its group…'],
  placeTitle: ['放进班期的群', 'Put into a cohort’s group'],
  moveTitle: ['换群或移出班期', 'Change or leave its group'],
  how: [
    '放进去之后归值班的销售，销售期内不回收、不二次分配。',
    'Whoever serves the group has it from then on; while the cohort is sold it neither falls back nor is dealt again.',
  ],
  isIn: [
    (cohort: string, group: string) =>
      `现在在 ${cohort} · ${group}。移出后留在现在的负责人手上，和其他线索一样会回收。`,
    (cohort: string, group: string) =>
      `It is in ${cohort} · ${group}. Taken out it stays with who has it, and may fall back as any other.`,
  ],
  pick: ['选择群', 'Choose a group'],
  none: ['没有在售的班期', 'No cohort is being sold'],
  left: [(n: number) => `剩 ${n} 个位置`, (n: number) => (n === 1 ? '1 seat left' : `${n} seats left`)],
  full: ['已满', 'full'],
  here: ['现在在这里', 'it is here'],
  nobody: ['没有排班', 'nobody on the roster'],
  place: ['放进群', 'Put in'],
  move: ['换到这个群', 'Move here'],
  remove: ['移出班期', 'Take out'],
  cancel: ['取消', 'Cancel'],
  placed: [(group: string) => `已放进 ${group}`, (group: string) => `Now in ${group}`],
  removed: [(group: string) => `已移出 ${group}`, (group: string) => `Taken out of ${group}`],
})
