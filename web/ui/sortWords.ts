import { defineWords } from '../app/language.tsx'

export const sortWords = defineWords({
  drag: [
    (n: number) => `拖动第 ${n} 条；也可按空格后用方向键`,
    (n: number) => `Drag line ${n}, or press space and use the arrows`,
  ],
  lifted: [(n: number) => `已拿起第 ${n} 条`, (n: number) => `Line ${n} lifted`],
  over: [(n: number) => `移到第 ${n} 位`, (n: number) => `At place ${n}`],
  dropped: [(n: number) => `放在第 ${n} 位`, (n: number) => `Put at place ${n}`],
  dragCancelled: ['已放回原处', 'Put back'],
})
