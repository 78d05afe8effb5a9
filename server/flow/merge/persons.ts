import type { LeadState } from '../../lead/store.ts'

type Person = Pick<LeadState, 'leadId' | 'personId'>

/** Who is one person by a merge: the survivor's with each of the others, so that what each said of consent counts for both. */
export function personsApart(
  survivorId: string,
  leads: readonly Person[],
): { personId: string; otherId: string }[] {
  const survivor = leads.find(({ leadId }) => leadId === survivorId)
  return leads.flatMap(({ leadId, personId: otherId }) =>
    survivor && leadId !== survivorId ? [{ personId: survivor.personId, otherId }] : [],
  )
}
