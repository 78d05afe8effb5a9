import type { ReactNode } from 'react'
import { Frame } from '../../app/shell/Frame.tsx'
import { ConditionPart } from './ConditionPart.tsx'
import { ListPart } from './ListPart.tsx'
import { PartsPart } from './PartsPart.tsx'
import { StatesPart } from './StatesPart.tsx'

const me = { name: '王晓燕', about: 'wang@example.com', roles: ['admin', 'manager', 'rep'] as const }
const parts: Record<string, () => ReactNode> = {
  list: ListPart,
  condition: ConditionPart,
  states: StatesPart,
}

/** The kit with messy data, in the shell: `?part=list`, `condition` or `states`, else the small parts. */
export function GalleryPage() {
  const Part = parts[new URLSearchParams(location.search).get('part') ?? ''] ?? PartsPart
  return (
    <Frame me={me} onSignOut={() => undefined} search={async () => []}>
      <Part />
    </Frame>
  )
}
