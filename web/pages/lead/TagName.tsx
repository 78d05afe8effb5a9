import { Tooltip } from 'antd'
import type { leadTags } from '../../../contract/views.ts'
import type { Reply } from '../../app/api.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { exactTime } from '../../ui/format.ts'
import { pageWords } from './words.ts'

type Ground = Reply<typeof leadTags>['items'][number]

/** A tag; on hover or focus who or what gave it, when, and until when it stays. */
export function TagName({ tag, of: grounds }: { tag: string; of: readonly Ground[] | undefined }) {
  const w = useWords(pageWords)
  const { lang } = useLanguage()
  const ground = grounds?.find((each) => each.tag === tag)
  if (!ground) return tag
  const { givenBy, by, rule, at, expiresAt } = ground
  const moment = (text: string) => exactTime(new Date(text), { lang })
  const source =
    givenBy === 'rule'
      ? w.tagByRule(rule ?? '')
      : givenBy === 'import'
        ? w.tagByImport
        : w.tagByHand(by ?? '')
  return (
    <Tooltip
      trigger={['hover', 'focus', 'click']}
      title={
        <>
          {source} · {moment(at)}
          <br />
          {expiresAt ? w.tagUntil(moment(expiresAt)) : w.tagStays}
        </>
      }
    >
      <span tabIndex={0}>{tag}</span>
    </Tooltip>
  )
}
