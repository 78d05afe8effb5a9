import { CheckOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import type { MenuProps } from 'antd'
import type { ReactNode } from 'react'
import { useAppearance } from '../appearance.tsx'
import type { Theme } from '../appearance.tsx'
import { useLanguage, useWords } from '../language.tsx'
import type { Lang } from '../language.tsx'
import { shellWords } from './words.ts'

interface UserMenuProps {
  name: string
  /** Under the name: e-mail, organisation. */
  about?: string | undefined
  onAccount: () => void
  onKeys: () => void
  onSignOut: () => void
}

const themes: readonly Theme[] = ['system', 'light', 'dark']

/** Language, theme, density, keys, account, sign out. */
export function UserMenu({ name, about, onAccount, onKeys, onSignOut }: UserMenuProps) {
  const w = useWords(shellWords)
  const { lang, setLang } = useLanguage()
  const { theme, compact, shortcuts, change } = useAppearance()
  const tick = (on: boolean) => (on ? <CheckOutlined aria-hidden="true" className="user-tick" /> : null)
  const choice = (key: string, label: ReactNode, on: boolean) => ({ key, label, extra: tick(on) })
  const items: MenuProps['items'] = [
    { key: 'who', type: 'group', label: about ? `${name} · ${about}` : name },
    {
      key: 'language',
      label: w.language,
      children: [
        choice('lang:zh', <span lang="zh-CN">中文</span>, lang === 'zh'),
        choice('lang:en', <span lang="en">English</span>, lang === 'en'),
      ],
    },
    {
      key: 'theme',
      label: w.theme,
      children: themes.map((each) => choice(`theme:${each}`, w[each], each === theme)),
    },
    choice('compact', w.compact, compact),
    choice('shortcuts', w.shortcuts, shortcuts),
    { type: 'divider' },
    { key: 'keys', label: w.keys, extra: '?' },
    { key: 'account', label: w.account },
    { key: 'out', label: w.signOut },
  ]
  const verbs: Record<string, () => void> = {
    compact: () => change({ compact: !compact }),
    shortcuts: () => change({ shortcuts: !shortcuts }),
    keys: onKeys,
    account: onAccount,
    out: onSignOut,
  }
  const pick = (key: string) => {
    const [what, value] = key.split(':')
    if (what === 'lang') setLang(value as Lang)
    else if (what === 'theme') change({ theme: value as Theme })
    else verbs[key]?.()
  }
  return (
    <Dropdown trigger={['click']} placement="bottomRight" menu={{ items, onClick: ({ key }) => pick(key) }}>
      <Button type="text" className="user" title={w.account} aria-haspopup="menu">
        <span className="user-mark" aria-hidden="true">
          {initialOf(name)}
        </span>
        <span className="user-name">{name}</span>
      </Button>
    </Dropdown>
  )
}

/** 张明 → 明, Li Na → LN: what colleagues would recognise. */
export function initialOf(name: string): string {
  if (/\p{Script=Han}/u.test(name)) return [...name].at(-1) ?? ''
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word[0]?.toUpperCase() ?? '')
    .join('')
}
