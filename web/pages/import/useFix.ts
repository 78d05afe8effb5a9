import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fixImportRow, readImport } from '../../../contract/import.ts'
import { call } from '../../app/api.ts'
import { keyOf } from '../../app/queries.ts'
import { useToast } from '../../ui/useToast.tsx'
import type { ImportRow } from './job.ts'

/** A row as it was mended here; it stays where it stands, whatever its fate is now. */
export type Fixed = ReadonlyMap<number, ImportRow>

/** Mends cells of staged rows. What was mended is kept beside the list, so that no row moves under the hand. */
export function useFix(importId: string) {
  const client = useQueryClient()
  const toast = useToast()
  const [fixed, setFixed] = useState<Fixed>(new Map())
  const [saving, setSaving] = useState<ReadonlySet<number>>(new Set())
  const fix = (rowNo: number, column: string, text: string) => fixCells(rowNo, { [column]: text })
  const fixCells = async (rowNo: number, cells: Readonly<Record<string, string>>): Promise<boolean> => {
    setSaving((now) => new Set(now).add(rowNo))
    try {
      const body = { cells: { ...cells } }
      const row = await call(fixImportRow, { params: { importId, rowNo: String(rowNo) }, body })
      setFixed((now) => new Map(now).set(rowNo, row))
      void client.invalidateQueries({ queryKey: keyOf(readImport) })
      return true
    } catch (error) {
      toast.refused(error)
      return false
    } finally {
      setSaving((now) => new Set([...now].filter((each) => each !== rowNo)))
    }
  }
  return { fixed, saving, fix, fixCells }
}

export type Fixing = ReturnType<typeof useFix>
