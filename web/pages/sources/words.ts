import { defineWords } from '../../app/language.tsx'

export const sourceWords = defineWords({
  title: ['来源', 'Sources'],
})
