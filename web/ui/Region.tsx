import { useLanguage } from '../app/language.tsx'
import { useRegions } from './useRegions.ts'

/** A region by the name people say, 苏州; from the province down in the title. */
export function Region({ code }: { code: string }) {
  const { lang } = useLanguage()
  const regions = useRegions()
  return <span title={regions?.regionName(code, lang)}>{regions?.regionShortName(code, lang) ?? ''}</span>
}
