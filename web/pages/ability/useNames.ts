import { useMemo } from 'react'
import { EVERY } from '../../../contract/ability.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import type { Listed } from './ability.ts'
import { abilityWords, channelWords } from './words.ts'

/** What channels and segments are called. */
export function useNames(segments: Listed['segments']) {
  const w = useWords(abilityWords)
  const channels = useWords(channelWords)
  const { lang } = useLanguage()
  return useMemo(
    () => ({
      channel: (key: string) =>
        key === EVERY ? w.all : key in channels ? channels[key as keyof typeof channels] : key,
      segment: (value: string) =>
        value === EVERY
          ? w.allSegments
          : (segments.find((each) => each.value === value)?.label[lang] ?? value),
    }),
    [w, channels, segments, lang],
  )
}
export type Names = ReturnType<typeof useNames>
