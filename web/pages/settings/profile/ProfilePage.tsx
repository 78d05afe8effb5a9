import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { leavesOf } from '../../../../rules/condition.ts'
import { useWords } from '../../../app/language.tsx'
import { PolicyPage } from '../../policy/PolicyPage.tsx'
import { UnknownFields } from '../gate/UnknownFields.tsx'
import { useSettings } from '../useSettings.ts'
import { settingsWords } from '../words.ts'
import { soundPolicy } from './profiles.ts'
import { Profiles } from './Profiles.tsx'
import { ProfileTrial } from './ProfileTrial.tsx'
import { profileWords } from './words.ts'
import '../score/score.css'
import './profile.css'

/** Who the ideal customer is: what rules a lead out, what speaks for it, and from when it fits. */
export default function ProfilePage() {
  const w = useWords(profileWords)
  const s = useWords(settingsWords)
  const { panel, go } = useSettings()
  return (
    <PolicyPage
      kind="profile"
      title={s.profile}
      intro={
        <>
          {w.intro} <Link to="/ideal-customer">{w.report}</Link>
        </>
      }
      panel={panel}
      onPanel={(next) => go({ panel: next })}
      isSound={(body, { fields }) => soundPolicy(body, fields)}
      actions={<Button onClick={() => go({ panel: 'try' })}>{w.try}</Button>}
      renderSide={({ body }, vocabulary) =>
        panel === 'try' ? (
          <ProfileTrial policy={body} vocabulary={vocabulary} onClose={() => go({ panel: undefined })} />
        ) : undefined
      }
    >
      {({ body, change }, vocabulary) => {
        const asked = body.profiles.flatMap(({ when, disqualifiers, criteria }) =>
          [...(when ? [when] : []), ...[...disqualifiers, ...criteria].map((line) => line.when)].flatMap(
            leavesOf,
          ),
        )
        const unknown = [...new Set(asked.map(({ field }) => field))].filter(
          (field) => !vocabulary.fields.has(field),
        )
        return (
          <>
            {unknown.length > 0 ? <UnknownFields addresses={unknown} /> : null}
            <Profiles policy={body} vocabulary={vocabulary} onChange={change} />
          </>
        )
      }}
    </PolicyPage>
  )
}
