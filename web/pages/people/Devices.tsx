import { Button } from 'antd'
import { listSessions, revokeOtherSessions, revokeSession } from '../../../contract/me.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint, useVerb } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Section } from '../../ui/Page.tsx'
import { RelativeTime } from '../../ui/RelativeTime.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { accountWords } from './accountWords.ts'

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

const browsers = [
  ['MicroMessenger', 'WeChat'],
  ['Edg', 'Edge'],
  ['Firefox', 'Firefox'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const
const systems = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Mac OS X', 'macOS'],
  ['Windows', 'Windows'],
  ['Linux', 'Linux'],
] as const

/** Chrome · Windows, out of what a browser says it is; the first that fits, since most claim to be several. */
function nameOf(userAgent: string | null): string | undefined {
  if (!userAgent) return undefined
  const find = (known: readonly (readonly [string, string])[]) =>
    known.find(([mark]) => userAgent.includes(mark))?.[1]
  return [find(browsers), find(systems)].filter(Boolean).join(' · ') || undefined
}
