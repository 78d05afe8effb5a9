import { createHmac, randomInt } from 'node:crypto'
import { createChallenge, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/sha'
import type { z } from 'zod'
import type { sendForm } from '../../../../contract/form.ts'

export type Proof = NonNullable<z.output<NonNullable<typeof sendForm.body>>['proof']>
export type Challenge = Proof['challenge']

// About 150,000 rounds of SHA-256: half a second on a telephone, while its owner types; a million forms are a week.
const ROUNDS = 20
const FEWEST = 5_000
const MOST = 10_000
const MINUTES_VALID = 20

/**
 * Sets and checks proofs of work by ALTCHA's protocol (version 2, SHA-256, with the answer signed, so that a check
 * costs no work). `secret` is the house's; a challenge counts for the form it was set for.
 */
export function proofs(secret: string) {
  const keyFor = (use: string) => createHmac('sha256', secret).update(`form proof ${use}`).digest('hex')
  const signing = {
    hmacSignatureSecret: keyFor('challenge'),
    hmacKeySignatureSecret: keyFor('answer'),
    deriveKey,
  }
  return {
    async challenge(formId: string, now: Date): Promise<Challenge> {
      const challenge = await createChallenge({
        ...signing,
        algorithm: 'SHA-256',
        cost: ROUNDS,
        counter: randomInt(FEWEST, MOST),
        expiresAt: new Date(now.getTime() + MINUTES_VALID * 60_000),
        data: { form: formId },
      })
      return challenge as Challenge
    },
    /** Whether the work was done, for this form, and is still fresh. */
    async verify({ challenge, solution }: Proof, formId: string): Promise<boolean> {
      if (challenge.parameters.data['form'] !== formId) return false
      const { counter, derivedKey, time = 0 } = solution
      const { verified } = await verifySolution({
        ...signing,
        challenge,
        solution: { counter, derivedKey, time },
      })
      return verified
    },
  }
}
