import { CountsCompared } from './CountsCompared.tsx'
import { AllProblems } from './Problems.tsx'
import { useCheck } from './useCheck.ts'

/** Before publishing: what is wrong with the draft, and what each rule takes now and would take then. */
export function Effect(props: React.ComponentProps<typeof CountsCompared>) {
  const checked = useCheck(props.after, props.vocabulary.fields)
  return (
    <>
      <AllProblems checked={checked} policy={props.after} />
      <CountsCompared {...props} />
    </>
  )
}
