import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { searchLeads } from '../../../contract/views.ts'
import type { Command } from '../../ui/CommandPalette.tsx'
import { formatPhone } from '../../ui/format.ts'
import { call } from '../api.ts'
import { useWords } from '../language.tsx'
import type { Words } from '../language.tsx'
import { holderWords, shellWords } from './words.ts'

/** Looks leads up by phone, name, company, e-mail or pinyin, for the command palette. */
export function useLeadSearch(): (text: string, signal: AbortSignal) => Promise<readonly Command[]> {
  const w = useWords(shellWords)
  const h = useWords(holderWords)
  const navigate = useNavigate()
  return useCallback(
    async (text, signal) => {
      const { items, exists } = await call(searchLeads, { query: { q: text } }, signal)
      const found = items.map((lead) => ({
        id: lead.leadId,
        label: lead.name ?? lead.company ?? w.nameless,
        about: [lead.name && lead.company, lead.phone && formatPhone(lead.phone), lead.holder.name]
          .filter(Boolean)
          .join(' · '),
        group: w.leads,
        run: () => void navigate({ to: '/leads/$leadId', params: { leadId: lead.leadId } }),
      }))
      // The number is known, outside the reader's scope: said with whom, so that nobody works it twice; it leads nowhere.
      const elsewhere = exists
        ? [
            {
              id: 'exists',
              label: w.exists,
              about: h.existsWith(exists.holderName ?? kindOf(exists.holderKind, h)),
              group: w.leads,
            },
          ]
        : []
      return [...found, ...elsewhere]
    },
    [navigate, w, h],
  )
}

const kinds = ['quarantine', 'verification', 'waiting', 'aside', 'pool', 'closed'] as const

/** Where a lead is that nobody in particular has. */
function kindOf(kind: string, w: Words<typeof holderWords>): string {
  const known = kinds.find((each) => each === kind)
  return known ? w[known] : w.someone
}
