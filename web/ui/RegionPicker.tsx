import { Cascader } from 'antd'
import { regionName } from '../../rules/regions.ts'
import { useLanguage } from '../app/language.tsx'
import { pathTo, treeIn } from './condition/RegionEditor.tsx'
import type { InputProps } from './FieldInput.tsx'

/** One region of any rank, by the tree or by typing a part of its name. */
export default function RegionPicker({
  label,
  value,
  onChange,
  autoFocus,
  id,
  placeholder = '',
}: InputProps) {
  const { lang } = useLanguage()
  const code = typeof value === 'string' && value ? value : undefined
  return (
    <Cascader
      id={id}
      aria-label={label}
      className="field-input"
      placeholder={placeholder}
      changeOnSelect
      autoFocus={autoFocus}
      {...(autoFocus ? { defaultOpen: true } : {})}
      options={treeIn(lang)}
      value={code ? pathTo(code) : []}
      displayRender={(labels) => labels.join(' ')}
      showSearch={{
        limit: 30,
        filter: (text, path) =>
          path.some((node) =>
            regionName(String(node.value), lang).toLowerCase().includes(text.toLowerCase()),
          ),
      }}
      onChange={(path) => onChange(path?.at(-1) ?? null)}
    />
  )
}
