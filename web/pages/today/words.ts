import { defineWords } from '../../app/language.tsx'

export const todayWords = defineWords({
  title: ['今天', 'Today'],
})
