import { Alert, Segmented } from 'antd'
import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { useLanguage, useWords } from '../../app/language.tsx'
import type { Lang } from '../../app/language.tsx'
import { entranceWords } from './words.ts'
import './entrance.css'

interface EntranceProps {
  title: string
  about?: ReactNode
  children: ReactNode
}

/** The frame of every page before one is in: who we are, one small form, the language. */
export function Entrance({ title, about, children }: EntranceProps) {
  const w = useWords(entranceWords)
  const { lang, setLang } = useLanguage()
  useEffect(() => {
    document.title = `${title} · Sluice`
  }, [title])
  return (
    <div className="entrance">
      <header className="entrance-head">
        <span className="entrance-mark">
          <img src="/mark.svg" alt="" width={24} height={24} />
          Sluice <small>{w.product}</small>
        </span>
        <Segmented<Lang>
          size="small"
          aria-label="语言 Language"
          value={lang}
          onChange={setLang}
          options={[
            { value: 'zh', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
      </header>
      <main className="entrance-form">
        <h1>{title}</h1>
        {about ? <p className="entrance-about">{about}</p> : null}
        {children}
      </main>
      <footer className="entrance-foot">{w.promise}</footer>
    </div>
  )
}

/** Why it was not done, in the refusal's own words, above the button. */
export function Refusal({ error }: { error: Error | null }) {
  if (!error) return null
  return <Alert className="entrance-refusal" type="error" showIcon title={error.message} />
}
