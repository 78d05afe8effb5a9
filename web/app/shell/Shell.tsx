import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { readMe } from '../../../contract/me.ts'
import { signOut } from '../../../contract/session.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { Refused, call } from '../api.ts'
import type { Reply } from '../api.ts'
import { useEndpoint } from '../queries.ts'
import { MeContext } from '../session.ts'
import { Frame } from './Frame.tsx'
import { Notices } from './Notices.tsx'
import { OwnDuty } from './OwnDuty.tsx'
import { useBadges } from './useBadges.ts'
import { useLeadSearch } from './useLeadSearch.ts'
import { usePlacesWithout } from './usePlacesWithout.ts'
import { useSharedSettings } from './useSharedSettings.ts'

/** The frame for whoever is signed in; who is not, is sent to the sign-in page by the query client. */
export function Shell() {
  const me = useEndpoint(readMe, {}, { staleTime: 300_000 })
  if (me.data) return <SignedIn me={me.data} />
  if (me.error && !(me.error instanceof Refused && me.error.status === 401)) {
    return <ErrorState error={me.error} retry={() => void me.refetch()} />
  }
  return <Skeleton rows={8} />
}

function SignedIn({ me }: { me: Reply<typeof readMe> }) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  useSharedSettings(me.settings)
  const search = useLeadSearch()
  const toast = useToast()
  const leave = async () => {
    try {
      await call(signOut, {})
    } catch (error) {
      // Who is signed out already has what they wanted; else the session lives on, and is not hidden.
      if (!(error instanceof Refused && error.status === 401)) return toast.refused(error)
    }
    queries.clear()
    await navigate({ to: '/sign-in' })
  }
  return (
    <MeContext value={me}>
      <Frame
        me={{ name: me.name, about: me.organisation.name, roles: me.roles }}
        without={usePlacesWithout(me)}
        badges={useBadges(me)}
        notices={<Notices />}
        duty={me.roles.includes('rep') ? <OwnDuty userId={me.userId} /> : null}
        search={search}
        onSignOut={() => void leave()}
      >
        <Outlet />
      </Frame>
    </MeContext>
  )
}
