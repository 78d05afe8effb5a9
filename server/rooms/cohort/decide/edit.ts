import type { Cell, RosterEdit } from '../../../../contract/cohort.ts'
import { dayAfter, daysFrom } from './serving.ts'

/** A cell as it is to be: `userId` null empties it. */
export type Put = Omit<Cell, 'userId'> & { readonly userId: string | null }

export interface EditedGroup {
  readonly groupId: string
  /** How many shifts its days have. */
  readonly shifts: number
  /** Up to when a hand-over fills its days where its roster is empty. */
  readonly salesTo: string
}

/** The days of a roster that an edit looks at. */
export function daysOf(edit: RosterEdit): { from: string; to: string } {
  switch (edit.kind) {
    case 'copy':
      return { from: dayAfter(edit.from, -edit.days), to: dayAfter(edit.from, edit.days - 1) }
    case 'handOver':
      return { from: edit.from, to: '9999-12-31' }
    case 'put': {
      const days = edit.cells.map(({ day }) => day).toSorted()
      return { from: days[0] ?? '', to: days.at(-1) ?? '' }
    }
    default:
      return { from: edit.from, to: edit.to }
  }
}

/** The cells that an edit changes, as they are to be; what is so already is left out. */
export function edited(edit: RosterEdit, groups: readonly EditedGroup[], cells: readonly Cell[]): Put[] {
  const held = new Map(cells.map((cell) => [keyOf(cell), cell]))
  return groups
    .flatMap((group) =>
      ofGroup(
        edit,
        group,
        cells.filter(({ groupId }) => groupId === group.groupId),
      ),
    )
    .filter((put) => {
      const was = held.get(keyOf(put))
      return (was?.userId ?? null) !== put.userId || (put.userId !== null && was?.insteadOf !== put.insteadOf)
    })
}

/** The cells of an edit as they were, for undoing it. */
export function asTheyWere(puts: readonly Put[], cells: readonly Cell[]): Put[] {
  const held = new Map(cells.map((cell) => [keyOf(cell), cell]))
  return puts.map((put) => held.get(keyOf(put)) ?? { ...put, userId: null, insteadOf: null })
}

export const keyOf = ({ groupId, day, shift }: Pick<Cell, 'groupId' | 'day' | 'shift'>) =>
  `${groupId} ${day} ${shift}`

function ofGroup(edit: RosterEdit, group: EditedGroup, cells: readonly Cell[]): Put[] {
  const { groupId } = group
  switch (edit.kind) {
    case 'set':
      return daysFrom(edit.from, edit.to).flatMap((day) =>
        shiftsOf(group, edit.shift).map((shift) => ({
          groupId,
          day,
          shift,
          userId: edit.userId,
          insteadOf: null,
        })),
      )
    case 'copy':
      return daysFrom(edit.from, dayAfter(edit.from, edit.days - 1)).flatMap((day) =>
        shiftsOf(group).map((shift) => ({ groupId, day, shift, ...model(cells, edit, { day, shift }) })),
      )
    case 'substitute':
      return cells
        .filter(({ userId }) => userId === edit.userId)
        .map((cell) => stands(cell, edit.substituteId))
    case 'back':
      return cells
        .filter(({ insteadOf }) => insteadOf !== null)
        .map((cell) => ({ ...cell, userId: cell.insteadOf, insteadOf: null }))
    case 'handOver':
      return handedOver(edit, group, cells)
    case 'put':
      return edit.cells.filter((cell) => cell.groupId === groupId)
  }
}

const shiftsOf = ({ shifts }: EditedGroup, only?: number): number[] =>
  only === undefined ? Array.from({ length: shifts }, (_, i) => i) : [only]

// A substitution is of the days it was made for: what is copied is who was to be there.
function model(
  cells: readonly Cell[],
  { days }: Extract<RosterEdit, { kind: 'copy' }>,
  at: { day: string; shift: number },
): Pick<Put, 'userId' | 'insteadOf'> {
  const from = dayAfter(at.day, -days)
  const found = cells.find(({ day, shift }) => day === from && shift === at.shift)
  return { userId: found ? (found.insteadOf ?? found.userId) : null, insteadOf: null }
}

/** Somebody stands in: for whom the cell was planned first, and for nobody once it is that very one. */
function stands(cell: Cell, substituteId: string): Put {
  const planned = cell.insteadOf ?? cell.userId
  return { ...cell, userId: substituteId, insteadOf: planned === substituteId ? null : planned }
}

function handedOver(
  { fromUserId, toUserId, from }: Extract<RosterEdit, { kind: 'handOver' }>,
  group: EditedGroup,
  cells: readonly Cell[],
): Put[] {
  const { groupId } = group
  if (cells.length === 0 && fromUserId === null)
    return daysFrom(from, group.salesTo).flatMap((day) =>
      shiftsOf(group).map((shift) => ({ groupId, day, shift, userId: toUserId, insteadOf: null })),
    )
  return cells.flatMap((cell): Put[] => {
    if (fromUserId === null || cell.userId === fromUserId)
      return [{ ...cell, userId: toUserId, insteadOf: null }]
    // Whom somebody stands in for has handed over: when they are back it is the new one who is.
    return cell.insteadOf === fromUserId
      ? [{ ...cell, insteadOf: cell.userId === toUserId ? null : toUserId }]
      : []
  })
}
