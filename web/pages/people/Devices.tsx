import { Button } from 'antd'
import { listSessions, revokeOtherSessions, revokeSession } from '../../../contract/me.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Section } from '../../ui/Page.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { accountWords } from './accountWords.ts'
import { nameOf } from './deviceName.ts'

/** Where one is signed in, and signing out of there. */
export function Devices() {
  const w = useWords(accountWords)
  const toast = useToast()
  const devices = useEndpoint(listSessions, {})
  const one = useVerb(revokeSession, [listSessions])
  const others = useVerb(revokeOtherSessions, [listSessions])
  const said = { onSuccess: () => toast.done(w.signedOut), onError: toast.refused }
  const several = (devices.data?.items.length ?? 0) > 1
  return (
    <Section
      title={w.devices}
      about={w.devicesAbout}
      actions={several ? <Button onClick={() => others.mutate({}, said)}>{w.signOutOthers}</Button> : null}
    >
      <Answer of={devices} rows={2}>
        {({ items }) => (
          <ul className="lines">
            {items.map(({ sessionId, userAgent, ip, current, lastSeenAt }) => (
              <li key={sessionId}>
                <div>
                  <b>{nameOf(userAgent) ?? w.unknownDevice}</b>
                  <div className="quiet">
                    {ip ? `${ip} · ` : null}
                    {current ? (
                      w.here
                    ) : (
                      <>
                        {w.seen} <RelativeTime at={lastSeenAt} />
                      </>
                    )}
                  </div>
                </div>
                {current ? null : (
                  <Button size="small" onClick={() => one.mutate({ params: { sessionId } }, said)}>
                    {w.signOutIt}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </Section>
  )
}
