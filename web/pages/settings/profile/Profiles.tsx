import { Button, Tabs } from 'antd'
import { useState } from 'react'
import type { Profile, ProfilePolicy } from '../../../../contract/profile.ts'
import { useLanguage, useWords } from '../../../app/language.tsx'
import { Empty } from '../../../ui/Empty.tsx'
import { useToast } from '../../../ui/useToast.tsx'
import type { RuleVocabulary } from '../../policy/useSaying.ts'
import { policyWords } from '../../policy/words.ts'
import { ProfileEditor } from './ProfileEditor.tsx'
import { freshProfile, presetProfile, presets, soundProfile } from './profiles.ts'
import { profileWords } from './words.ts'

interface ProfilesProps {
  policy: ProfilePolicy
  vocabulary: RuleVocabulary
  onChange: (policy: ProfilePolicy) => void
}

const most = 20
const names = { k12: 'presetK12', b2b: 'presetB2b', none: 'presetNone' } as const

/** The profiles in their order, one of them open; before the first, something to begin with. */
export function Profiles({ policy: { profiles }, vocabulary, onChange }: ProfilesProps) {
  const w = useWords(profileWords)
  const p = useWords(policyWords)
  const { lang } = useLanguage()
  const toast = useToast()
  const [chosen, choose] = useState<string>()
  const keep = (next: readonly Profile[]) => onChange({ profiles: [...next] })
  if (profiles.length === 0)
    return (
      <Empty
        title={w.begin}
        action={
          <span className="profile-presets">
            {presets.map((preset) => (
              <Button
                key={preset}
                onClick={() => keep([presetProfile(preset, vocabulary.fields, { lang, name: w.profile(1) })])}
              >
                {w[names[preset]]}
              </Button>
            ))}
          </span>
        }
      >
        {w.beginHint}
      </Empty>
    )
  const at = Math.max(
    0,
    profiles.findIndex(({ id }) => id === chosen),
  )
  const profile = profiles[at]!
  // One for some leads comes before those for every lead, else it would never be asked.
  const add = () => {
    const next = { ...freshProfile(w.profile(profiles.length + 1)), when: { all: [] } }
    const rest = profiles.findIndex(({ when }) => !when)
    keep(rest >= 0 ? profiles.toSpliced(rest, 0, next) : [...profiles, next])
    choose(next.id)
  }
  const remove = () => {
    keep(profiles.filter(({ id }) => id !== profile.id))
    toast.done(w.removed, () => keep(profiles))
  }
  return (
    <>
      {profiles.length > 1 ? (
        <Tabs
          activeKey={profile.id}
          onChange={choose}
          items={profiles.map((each, place) => ({
            key: each.id,
            label: (
              <>
                <span className="card-place figure">{place + 1}</span> {each.name}
                {soundProfile(each, vocabulary.fields) ? null : (
                  <span className="rule-unsound">{p.unfinished}</span>
                )}
              </>
            ),
          }))}
        />
      ) : null}
      {profiles.slice(0, at).some(({ when }) => !when) ? (
        <p className="card-unreachable">{w.unreachable}</p>
      ) : null}
      <div className="card-verbs">
        <Button size="small" disabled={profiles.length >= most} onClick={add}>
          + {w.add}
        </Button>
        <Button size="small" danger onClick={remove}>
          {w.remove}
        </Button>
      </div>
      <ProfileEditor
        key={profile.id}
        profile={profile}
        vocabulary={vocabulary}
        onChange={(next) => keep(profiles.map((each) => (each.id === next.id ? next : each)))}
      />
    </>
  )
}
