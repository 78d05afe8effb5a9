import { listCustomerStages } from '../../../../contract/customer.ts'
import { useWords } from '../../../app/language.tsx'
import { useEndpoint } from '../../../app/queries.ts'
import { Answer } from '../../../ui/Answer.tsx'
import { Page } from '../../../ui/Page.tsx'
import { settingsWords } from '../words.ts'
import { Stages } from './Stages.tsx'
import { stageWords } from './words.ts'
import './stages.css'

/** The lifecycle stages of known customers: the organisation's own, in their order. */
export default function StagesPage() {
  const s = useWords(settingsWords)
  const w = useWords(stageWords)
  const held = useEndpoint(listCustomerStages, {})
  return (
    <Page title={s.stages}>
      <p className="page-intro">{w.intro}</p>
      <Answer of={held}>{({ items }) => <Stages key={JSON.stringify(items)} held={items} />}</Answer>
    </Page>
  )
}
