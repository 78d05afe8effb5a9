import { defineWords } from '../../app/language.tsx'

export const finderWords = defineWords({
  searchPrompt: ['电话、姓名、公司、拼音', 'Phone, name, company, pinyin'],
  searchNone: ['没有找到', 'Nothing found'],
  nameless: ['（未留姓名）', '(no name)'],
})
