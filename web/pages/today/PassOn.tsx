import { useQueryClient } from '@tanstack/react-query'
import { assignLeads } from '../../../contract/lead.ts'
import { teamDay } from '../../../contract/views.ts'
import { call } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { keyOf } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import { AssignDialog } from '../lead/AssignDialog.tsx'
import type { Target } from '../lead/useLeadVerbs.ts'
import { readList } from '../leads/ask.ts'
import type { ListQuery } from '../leads/search.ts'
import { of } from './counted.ts'
import type { RepDay } from './repair.ts'
import { todayWords } from './words.ts'

/** Gives a rep's untouched leads to somebody else, with a way back. */
export function PassOn({ rep, onClose }: { rep: RepDay; onClose: () => void }) {
  const w = useWords(todayWords)
  const toast = useToast()
  const client = useQueryClient()
  const give = async (leadIds: string[], to: Pick<Target, 'kind' | 'id'>) => {
    const answer = await call(assignLeads, { body: { leadIds, to: { kind: to.kind, id: to.id } } })
    void client.invalidateQueries({ queryKey: keyOf(teamDay) })
    return answer
  }
  const assign = async (to: Target): Promise<boolean> => {
    try {
      const leadIds = await untouchedOf(rep.userId)
      if (leadIds.length === 0) {
        toast.done(w.nothingLeft)
        return true
      }
      const { changed, refused } = await give(leadIds, to)
      const given = leadIds.filter((leadId) => refused.every((each) => each.leadId !== leadId))
      const back = () => void give(given, { kind: 'rep', id: rep.userId }).catch(toast.refused)
      const [first] = refused
      const said = first
        ? w.passedSome(changed, to.name, refused.length, first.message)
        : w.passedOn(changed, to.name)
      toast.done(said, given.length > 0 ? back : undefined)
      return true
    } catch (error) {
      toast.refused(error)
      return false
    }
  }
  return <AssignDialog title={w.passOnTitle(rep.name, rep.untouched)} onClose={onClose} onAssign={assign} />
}

/** As many as one call may give away. */
const most = 1000

/** A rep's leads that nobody has followed up since they were given. */
async function untouchedOf(userId: string): Promise<string[]> {
  const query: ListQuery = {
    condition: JSON.stringify(of([userId])),
    holder: 'rep',
    untouched: true,
    limit: 200,
  }
  const found: string[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof readList>> = await readList({
      ...query,
      ...(cursor ? { cursor } : {}),
    })
    found.push(...page.items.map(({ leadId }) => leadId))
    cursor = page.next
  } while (cursor && found.length < most)
  return found.slice(0, most)
}
