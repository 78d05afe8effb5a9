import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Spin } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { finishPlatform } from '../../../contract/platform.ts'
import { useWords } from '../../app/language.tsx'
import { useVerb } from '../../app/queries.ts'
import { useArrive } from './arrive.ts'
import { channelWords } from './channelWords.ts'
import { CodeForm } from './CodeForm.tsx'
import { Entrance, Refusal } from './Entrance.tsx'
import { NEXT } from './PlatformDoors.tsx'
import { entranceWords } from './words.ts'

const route = getRouteApi('/sign-in/$platform')

/** Where a platform sends the browser back to: ends the errand, or says why not and the way on. */
export function ComeBackPage() {
  const w = useWords(entranceWords)
  const names = useWords(channelWords)
  const { platform } = route.useParams()
  const { code, authCode, state } = route.useSearch()
  const arrive = useArrive()
  const navigate = useNavigate()
  const verb = useVerb(finishPlatform)
  const [second, setSecond] = useState(false)
  const next = sessionStorage.getItem(NEXT) || undefined
  const answer = code ?? authCode
  const { mutate } = verb
  const asked = useRef(false) // an answer is good once, and effects of development run twice
  useEffect(() => {
    if (asked.current || !answer || !state) return
    asked.current = true
    mutate(
      { params: { provider: platform }, body: { code: answer, state } },
      {
        onSuccess: ({ next: step }) => {
          if (step === 'code') setSecond(true)
          else arrive(step === 'linked' ? '/account' : next)
        },
      },
    )
  }, [answer, arrive, mutate, next, platform, state])
  const back = () => void navigate({ to: '/sign-in' })
  if (second) return <CodeForm onIn={() => arrive(next)} onBack={back} />
  const over = verb.error !== null || !answer || !state
  return (
    <Entrance title={w.through(names[platform])}>
      {over ? null : <Spin />}
      <Refusal error={verb.error ?? (over ? new Error(w.broken) : null)} />
      {over ? (
        <button type="button" className="link" onClick={back}>
          {w.back}
        </button>
      ) : null}
    </Entrance>
  )
}
