import type { House } from '../../house.ts'
import type { Task } from '../../jobs/task.ts'
import type { Tick } from '../../jobs/tick.ts'
import { resumes, taskOf } from '../runs/runs.ts'
import { preview } from './begin.ts'
import { runPreview } from './run.ts'

export const tasks = (house: House): Task[] => [taskOf(house, preview, runPreview)]

export const ticks: readonly Tick[] = [resumes(preview)]
