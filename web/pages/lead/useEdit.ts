import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { editLead, readLead } from '../../../contract/lead.ts'
import { Refused, call } from '../../app/api.ts'
import type { Sent } from '../../app/api.ts'
import { keyOf } from '../../app/queries.ts'
import type { Lead } from './lead.ts'

type Patch = Omit<NonNullable<Sent<typeof editLead>['body']>, 'version'>

/** Somebody changed the same field meanwhile: what they made of it, and what the reader wanted. */
export interface Conflict {
  theirs: unknown
  mine: unknown
}

export interface Edit {
  /**
   * Saves a value over the one that stood there when the edit began (`before`). Resolves to whether it now stands; false
   * when it was refused, with `problem` or `conflict` saying why.
   */
  save: (value: unknown, before: unknown) => Promise<boolean>
  saving: boolean
  problem: string | undefined
  conflict: Conflict | undefined
  /** Leaves a conflict or problem behind. */
  drop: () => void
}

/**
 * Edits one fact of a lead against the version that was read. When somebody changed another fact meanwhile the edit is
 * sent again on top of theirs; when they changed this very one, both values are held up for the reader to choose.
 */
export function useEdit(leadId: string, field: string): Edit {
  const client = useQueryClient()
  const [state, setState] = useState<Pick<Edit, 'saving' | 'problem' | 'conflict'>>(atRest)
  const key = keyOf(readLead, { params: { leadId } })
  const send = async (value: unknown, seen: Lead): Promise<boolean> => {
    const body = { version: seen.version, ...patchOf(field, value) }
    const { version } = await call(editLead, { params: { leadId }, body })
    client.setQueryData<Lead>(key, (lead) => lead && withValue({ ...lead, version }, field, value))
    void client.invalidateQueries({ queryKey: key })
    return true
  }
  const save = async (value: unknown, before: unknown): Promise<boolean> => {
    const seen = client.getQueryData<Lead>(key)
    if (!seen) return false
    setState({ ...atRest, saving: true })
    // While one typed, the live line may have brought somebody else's value for this very field.
    const onTop = (held: Lead) => {
      const theirs = valueOf(held, field)
      if (!same(theirs, before) && !same(theirs, value)) throw new Clash(theirs)
      return send(value, held)
    }
    try {
      await Promise.resolve(seen)
        .then(onTop)
        .catch(async (error: unknown) => {
          if (!isStale(error)) throw error
          const fresh = await call(readLead, { params: { leadId } })
          client.setQueryData(key, fresh)
          await onTop(fresh)
        })
      setState(atRest)
      return true
    } catch (error) {
      if (error instanceof Clash) setState({ ...atRest, conflict: { theirs: error.theirs, mine: value } })
      else setState({ ...atRest, problem: error instanceof Error ? error.message : String(error) })
      return false
    }
  }
  return { ...state, save, drop: () => setState(atRest) }
}

const atRest = { saving: false, problem: undefined, conflict: undefined }

class Clash extends Error {
  readonly theirs: unknown
  constructor(theirs: unknown) {
    super()
    this.theirs = theirs
  }
}

const isStale = (error: unknown) => error instanceof Refused && error.code === 'version.stale'
const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
const ownKey = (field: string) => (field.startsWith('custom.') ? field.slice(7) : undefined)

function patchOf(field: string, value: unknown): Patch {
  const own = ownKey(field)
  return own ? { custom: { [own]: value } } : { [field]: value }
}

/** What a lead holds under a field's address; `custom.KEY` for the organisation's own. */
export function valueOf(lead: object, field: string): unknown {
  const own = ownKey(field)
  const held = own ? (lead as Lead).custom : lead
  return (held as Record<string, unknown>)[own ?? field] ?? null
}

function withValue(lead: Lead, field: string, value: unknown): Lead {
  const own = ownKey(field)
  return own ? { ...lead, custom: { ...lead.custom, [own]: value } } : { ...lead, [field]: value }
}
