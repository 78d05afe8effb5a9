import { App, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import {
  createContext,
  use,
  useCallback,
  useLayoutEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react'
import type { ReactNode } from 'react'
import { useLanguage } from './language.tsx'
import { cssOf, dark, light, themeOf } from './tokens.ts'

export type Theme = 'system' | 'light' | 'dark'

interface Choice {
  theme: Theme
  compact: boolean
  /** Single-letter shortcuts can be turned off (WCAG 2.1.4). */
  shortcuts: boolean
}

interface Appearance extends Choice {
  isDark: boolean
  change: (part: Partial<Choice>) => void
}

const stored = 'sluice.appearance'
const initial: Choice = { theme: 'system', compact: false, shortcuts: true }
const AppearanceContext = createContext<Appearance>({ ...initial, isDark: false, change: () => undefined })
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)')
const prefersStill = window.matchMedia('(prefers-reduced-motion: reduce)')

function read(): Choice {
  try {
    return { ...initial, ...(JSON.parse(localStorage.getItem(stored) ?? '{}') as Partial<Choice>) }
  } catch {
    return initial
  }
}

function useSystem(query: MediaQueryList): boolean {
  const listen = useCallback(
    (changed: () => void) => {
      query.addEventListener('change', changed)
      return () => query.removeEventListener('change', changed)
    },
    [query],
  )
  return useSyncExternalStore(listen, () => query.matches)
}

/** Theme, density and Ant Design's own words, kept on this machine. */
export function AppearanceProvider({ children }: { children: ReactNode }) {
  const { lang } = useLanguage()
  const [choice, setChoice] = useState(read)
  const systemDark = useSystem(prefersDark)
  const still = useSystem(prefersStill)
  const isDark = choice.theme === 'dark' || (choice.theme === 'system' && systemDark)
  const palette = isDark ? dark : light
  dayjs.locale(lang === 'zh' ? 'zh-cn' : 'en')

  useLayoutEffect(() => {
    const root = document.documentElement
    for (const [name, value] of Object.entries(cssOf(palette))) root.style.setProperty(name, value)
    root.style.colorScheme = isDark ? 'dark' : 'light'
    root.dataset['compact'] = String(choice.compact)
  }, [palette, isDark, choice.compact])

  const change = useCallback((part: Partial<Choice>) => {
    setChoice((before) => {
      const next = { ...before, ...part }
      localStorage.setItem(stored, JSON.stringify(next))
      return next
    })
  }, [])
  const value = useMemo(() => ({ ...choice, isDark, change }), [choice, isDark, change])
  const theme = useMemo(() => {
    const { token, ...rest } = themeOf(palette, choice.compact)
    // Ant Design would wait for the end of motions that base.css does not let begin.
    return { ...rest, token: { ...token, motion: !still } }
  }, [palette, choice.compact, still])

  return (
    <AppearanceContext value={value}>
      <ConfigProvider
        theme={theme}
        locale={lang === 'zh' ? zhCN : enUS}
        button={{ autoInsertSpace: false }}
        wave={{ disabled: true }}
      >
        <App component={false} message={{ maxCount: 3, top: 16 }}>
          {children}
        </App>
      </ConfigProvider>
    </AppearanceContext>
  )
}

export function useAppearance(): Appearance {
  return use(AppearanceContext)
}
