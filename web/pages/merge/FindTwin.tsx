import { useNavigate } from '@tanstack/react-router'
import { Modal } from 'antd'
import { NotDone } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { useToast } from '../../ui/useToast.tsx'
import { LeadFinder } from '../policy/LeadFinder.tsx'
import { mergeWords } from './words.ts'

/** Finds the double of a lead, to compare the two. */
export function FindTwin({ leadId, onClose }: { leadId: string; onClose: () => void }) {
  const w = useWords(mergeWords)
  const toast = useToast()
  const navigate = useNavigate()
  const pick = (twinId: string) => {
    if (twinId === leadId) return toast.refused(new NotDone(w.itself))
    onClose()
    return void navigate({ to: '/leads/merge', search: { leads: [leadId, twinId] } })
  }
  return (
    <Modal open title={w.mergeMenu} width={480} footer={null} onCancel={onClose}>
      <LeadFinder hint={w.mergeFind} onPick={pick} />
    </Modal>
  )
}
