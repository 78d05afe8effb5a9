import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useWords } from '../../app/language.tsx'
import { useArrive } from './arrive.ts'
import { CodeForm } from './CodeForm.tsx'
import { Entrance } from './Entrance.tsx'
import { ForgotForm } from './ForgotForm.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { PlatformDoors } from './PlatformDoors.tsx'
import { entranceWords } from './words.ts'

const route = getRouteApi('/sign-in')
type Step = 'password' | 'code' | 'forgot' | 'sent'

/** Signing in, its second step, and the way out for who forgot. */
export function SignInPage() {
  const w = useWords(entranceWords)
  const { next, org } = route.useSearch()
  const [step, setStep] = useState<Step>('password')
  const arrive = useArrive()
  const back = () => setStep('password')
  if (step === 'code') return <CodeForm onIn={() => arrive(next)} onBack={back} />
  if (step === 'forgot') return <ForgotForm onSent={() => setStep('sent')} onBack={back} />
  if (step === 'sent') {
    return (
      <Entrance title={w.sentTitle} about={w.sent}>
        <p>
          <button type="button" className="link" onClick={back}>
            {w.back}
          </button>
        </p>
      </Entrance>
    )
  }
  return (
    <PasswordForm
      onNext={(then) => (then === 'in' ? arrive(next) : setStep('code'))}
      onForgot={() => setStep('forgot')}
    >
      <PlatformDoors next={next} org={org} />
    </PasswordForm>
  )
}
