import { Segmented, Switch } from 'antd'
import type { ReactNode } from 'react'
import { useAppearance } from '../../app/appearance.tsx'
import type { Theme } from '../../app/appearance.tsx'
import { useLanguage, useWords } from '../../app/language.tsx'
import type { Lang } from '../../app/language.tsx'
import { Page } from '../../ui/Page.tsx'
import { houseWords } from './houseWords.ts'
import { settingsWords } from './words.ts'

/** How the app looks to oneself: it changes as one chooses. */
export default function AppearancePage() {
  const w = useWords(houseWords)
  const s = useWords(settingsWords)
  const { lang, setLang } = useLanguage()
  const { theme, compact, shortcuts, change } = useAppearance()
  return (
    <Page title={s.appearance}>
      <p className="page-intro">{w.appearanceIntro}</p>
      <Choice label={w.language}>
        <Segmented<Lang>
          aria-label={w.language}
          value={lang}
          onChange={setLang}
          options={[
            { value: 'zh', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
      </Choice>
      <Choice label={w.theme}>
        <Segmented<Theme>
          aria-label={w.theme}
          value={theme}
          onChange={(next) => change({ theme: next })}
          options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: w[value] }))}
        />
      </Choice>
      <Choice label={w.density}>
        <Segmented
          aria-label={w.density}
          value={compact ? 'compact' : 'roomy'}
          onChange={(next) => change({ compact: next === 'compact' })}
          options={(['roomy', 'compact'] as const).map((value) => ({ value, label: w[value] }))}
        />
      </Choice>
      <Choice label={w.shortcuts} hint={w.shortcutsHint}>
        <Switch
          aria-label={w.shortcuts}
          checked={shortcuts}
          onChange={(next) => change({ shortcuts: next })}
        />
      </Choice>
    </Page>
  )
}

function Choice({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <div className="appearance-choice">
      <div className="entry-said">
        {label}
        {hint ? <small>{hint}</small> : null}
      </div>
      {children}
    </div>
  )
}
