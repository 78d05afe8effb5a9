import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { searchLeads } from '../../../contract/views.ts'
import type { Command } from '../../ui/CommandPalette.tsx'
import { formatPhone } from '../../ui/format.ts'
import { call } from '../api.ts'
import { useWords } from '../language.tsx'
import { shellWords } from './words.ts'

/** Looks leads up by phone, name, company, e-mail or pinyin, for the command palette. */
export function useLeadSearch(): (text: string, signal: AbortSignal) => Promise<readonly Command[]> {
  const w = useWords(shellWords)
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
      // The number is known, outside the reader's scope: said, so that nobody works it twice, but it leads nowhere.
      const elsewhere = exists
        ? [
            {
              id: 'exists',
              label: w.exists,
              about: exists.holderName ?? '',
              group: w.leads,
              run: () => undefined,
            },
          ]
        : []
      return [...found, ...elsewhere]
    },
    [navigate, w],
  )
}
