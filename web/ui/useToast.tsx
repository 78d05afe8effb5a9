import { App, Button } from 'antd'
import { useMemo } from 'react'
import { NotDone, Refused, Unreachable } from '../app/api.ts'
import { useWords } from '../app/language.tsx'
import { uiWords } from './words.ts'
import './toast.css'

export interface Toast {
  /** Says that something was done; `undo` offers to take it back for eight seconds. */
  done: (text: string, undo?: () => void) => void
  /** Says why something was not done, in the words of the refusal. */
  refused: (error: unknown) => void
}

let last = 0

/** Short news at the top of the page: instead of "are you sure", what was done and how to take it back. */
export function useToast(): Toast {
  const { message } = App.useApp()
  const w = useWords(uiWords)
  return useMemo(() => {
    const show = (text: string, type: 'success' | 'warning', undo?: () => void) => {
      const key = `toast-${++last}`
      const takeBack = () => {
        message.destroy(key)
        undo?.()
      }
      const content = (
        <span className="toast" role={type === 'success' ? 'status' : 'alert'}>
          {text}
          {undo ? (
            <Button type="link" size="small" onClick={takeBack}>
              {w.undo}
            </Button>
          ) : null}
        </span>
      )
      void message.open({ key, type, content, duration: undo ? 8 : type === 'warning' ? 6 : 3 })
    }
    return {
      done: (text, undo) => show(text, 'success', undo),
      refused: (error) => show(sentenceOf(error, w), 'warning'),
    }
  }, [message, w])
}

function sentenceOf(error: unknown, w: { offlineWhy: string; broken: string }): string {
  if (error instanceof Refused || error instanceof NotDone) return error.message
  if (error instanceof Unreachable) return w.offlineWhy
  return error instanceof Error ? `${w.broken}: ${error.message}` : w.broken
}
