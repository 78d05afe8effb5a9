import type { House } from '../../house.ts'
import type { Task } from '../../jobs/task.ts'
import type { Tick } from '../../jobs/tick.ts'
import { resumes, taskOf } from '../runs/runs.ts'
import { rehearsal } from './begin.ts'
import { runRehearsal } from './run.ts'

export const tasks = (house: House): Task[] => [taskOf(house, rehearsal, runRehearsal)]

export const ticks: readonly Tick[] = [resumes(rehearsal)]
