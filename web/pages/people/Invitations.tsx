import { Button } from 'antd'
import { useState } from 'react'
import { listInvitations, renewInvitation, withdrawInvitation } from '../../../contract/people.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { formatPhone } from '../../ui/format.ts'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { useNow } from '../../ui/useNow.ts'
import { useToast } from '../../ui/useToast.tsx'
import { LinkDialog } from './LinkDialog.tsx'
import type { HandedLink } from './LinkDialog.tsx'
import { roleWords, teamWords } from './teamWords.ts'
import type { TeamItem } from './useStaff.ts'

/** Invitations nobody accepted yet. */
export function Invitations({ teams, onInvite }: { teams: readonly TeamItem[]; onInvite: () => void }) {
  const w = useWords(teamWords)
  const r = useWords(roleWords)
  const now = useNow()
  const toast = useToast()
  const [link, setLink] = useState<HandedLink | undefined>()
  const invitations = useEndpoint(listInvitations, {})
  const renew = useVerb(renewInvitation, [listInvitations])
  const withdraw = useVerb(withdrawInvitation, [listInvitations])
  const nameOf = (teamId: string | null) => teams.find((team) => team.teamId === teamId)?.name
  return (
    <Answer of={invitations}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title={w.noInvitations} action={<Button onClick={onInvite}>{w.invite}</Button>}>
            {w.noInvitationsHint}
          </Empty>
        ) : (
          <ul className="lines scroll">
            {items.map(({ invitationId, name, email, mobile, roles, teamId, expiresAt }) => (
              <li key={invitationId}>
                <div>
                  <b>{name}</b> {email ?? (mobile && formatPhone(mobile))}
                  <div className="quiet">
                    {[...roles.map((role) => r[role]), nameOf(teamId)].filter(Boolean).join(' · ')} ·{' '}
                    {new Date(expiresAt) < now ? (
                      w.expired
                    ) : (
                      <>
                        {w.expires} <RelativeTime at={expiresAt} />
                      </>
                    )}
                  </div>
                </div>
                <div className="buttons">
                  <Button
                    size="small"
                    onClick={() =>
                      renew.mutate(
                        { params: { invitationId } },
                        { onSuccess: setLink, onError: toast.refused },
                      )
                    }
                  >
                    {w.newLink}
                  </Button>
                  <Button
                    size="small"
                    onClick={() =>
                      withdraw.mutate(
                        { params: { invitationId } },
                        { onSuccess: () => toast.done(w.withdrawn), onError: toast.refused },
                      )
                    }
                  >
                    {w.withdraw}
                  </Button>
                </div>
              </li>
            ))}
            {link ? <LinkDialog link={link} onClose={() => setLink(undefined)} /> : null}
          </ul>
        )
      }
    </Answer>
  )
}
