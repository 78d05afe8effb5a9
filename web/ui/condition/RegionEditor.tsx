import { Cascader } from 'antd'
import type { ReactElement } from 'react'
import {
  childRegions,
  macroRegions,
  parentRegion,
  regionName,
  regionShortName,
} from '../../../rules/regions.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import type { Lang } from '../../app/language.tsx'
import { textsOf } from './editor.ts'
import type { EditorProps } from './editor.ts'
import { conditionWords } from './words.ts'

interface RegionNode {
  value: string
  label: string
  children?: RegionNode[]
}

const trees: Partial<Record<Lang, RegionNode[]>> = {}

/** The regions of China as a tree in one language; built once, for it has 3,400 nodes. */
export function treeIn(lang: Lang): RegionNode[] {
  const grow = (code: string): RegionNode => {
    const children = childRegions(code)
    const node = { value: code, label: regionShortName(code, lang) }
    return children.length > 0 ? { ...node, children: children.map(grow) } : node
  }
  return (trees[lang] ??= childRegions().map(grow))
}

export function pathTo(code: string): string[] {
  const parent = parentRegion(code)
  return parent === null ? [code] : [...pathTo(parent), code]
}

/** Regions of any rank; one stands for all below it. The macro-regions are shortcuts for their provinces. */
export function RegionEditor({ value, onChange }: EditorProps) {
  const w = useWords(conditionWords)
  const { lang } = useLanguage()
  const codes = textsOf(value)
  const addMacro = (provinces: readonly string[]) => {
    const others = codes.filter((code) => !provinces.includes(code.slice(0, 2)))
    onChange([...others, ...provinces])
  }
  const withMacros = (menu: ReactElement) => (
    <>
      <div className="condition-macros">
        {macroRegions.map((macro) => (
          <button
            key={macro.key}
            type="button"
            className="plain-link"
            onClick={() => addMacro(macro.provinces)}
          >
            {macro[lang]}
          </button>
        ))}
      </div>
      {menu}
    </>
  )
  return (
    <Cascader
      aria-label={w.value}
      className="condition-wide"
      multiple
      showCheckedStrategy={Cascader.SHOW_PARENT}
      maxTagCount={4}
      placeholder={w.pickRegions}
      options={treeIn(lang)}
      value={codes.map(pathTo)}
      displayRender={(labels) => labels.at(-1)}
      showSearch={{
        filter: (text, path) =>
          path.some((node) =>
            regionName(String(node.value), lang).toLowerCase().includes(text.toLowerCase()),
          ),
      }}
      onChange={(paths) => onChange(paths.flatMap((path) => path.at(-1) ?? []))}
      popupRender={withMacros}
    />
  )
}
