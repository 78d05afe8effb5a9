import { useEffect, useEffectEvent, useRef } from 'react'
import { editMe } from '../../../contract/me.ts'
import type { Settings } from '../../../contract/me.ts'
import { call } from '../api.ts'
import { useAppearance } from '../appearance.tsx'
import { useLanguage } from '../language.tsx'

/** Takes over what the person chose on another device, and tells the server what they choose on this one. */
export function useSharedSettings(held: Settings): void {
  const { lang, setLang } = useLanguage()
  const { theme, compact, shortcuts, change } = useAppearance()
  const told = useRef<string | undefined>(undefined)
  // Only what was held when the app opened; later answers are echoes of our own changes.
  const takeOver = useEffectEvent(() => {
    const { lang: spoken, ...looks } = held
    if (spoken) setLang(spoken)
    change(looks)
  })
  useEffect(() => takeOver(), [])
  useEffect(() => {
    const mine = { lang, theme, compact, shortcuts }
    const text = JSON.stringify(mine)
    const before = told.current
    told.current = text
    // A choice that could not be stored stays on this device; the next one carries it along.
    if (before !== undefined && before !== text)
      call(editMe, { body: { settings: mine } }).catch(() => undefined)
  }, [lang, theme, compact, shortcuts])
}
