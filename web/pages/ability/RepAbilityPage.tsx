import { getRouteApi } from '@tanstack/react-router'
import { OneRep } from './OneRep.tsx'
import '../settings/entries.css'
import './ability.css'

const route = getRouteApi('/shell/ability/$userId')

/** One rep's ability, under an address of its own. */
export function RepAbilityPage() {
  const { userId } = route.useParams()
  return <OneRep key={userId} userId={userId} />
}
