import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { traits } from './people.ts'
import { done, id, idParams, instant, label } from './shapes.ts'

/** A calendar day of the organisation, YYYY-MM-DD. */
const day = z.iso.date()
/** A minute of the day as clocks show it; 24:00 ends a day. */
const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/)

/** From one minute to another; one that ends no later than it begins ends the day after. */
export const span = z.object({ from: clock, to: clock })
export type Span = z.infer<typeof span>

const spans = z.array(span).max(6)
/** The spans of each day of a week, Monday first. */
export const week = z.array(spans).length(7)
export type Week = z.infer<typeof week>

/** A day that is not as its weekday: nobody works, or all do. */
export const ownDay = z.object({
  day,
  kind: z.enum(['off', 'work']),
  name: z.string().trim().min(1).max(60),
  /** When, for who has no shift of their own; absent: as on a day of work. */
  spans: spans.min(1).optional(),
})
export type OwnDay = z.infer<typeof ownDay>

/** A public holiday, or a weekend day that is worked for one. */
export const holiday = ownDay.omit({ spans: true })
export type Holiday = z.infer<typeof holiday>
/** The plan of a year as somebody put it in; of that year nothing else is asked. */
export const holidayYear = z.object({
  year: z.int().min(2000).max(2099),
  days: z.array(holiday).min(1).max(120),
})

/** What holds of the organisation's time. */
export const calendar = z.discriminatedUnion('kind', [
  /** No hours: every hour of every day counts as working time. */
  z.object({ kind: z.literal('always') }),
  z.object({
    kind: z.literal('hours'),
    week,
    /** `cn`: the public holidays of mainland China are off, and its make-up workdays (调休) are days of work. */
    holidays: z.enum(['cn', 'none']),
    days: z.array(ownDay).max(1000).default([]),
    /** Years whose holidays the organisation has put in itself. */
    years: z.array(holidayYear).max(100).optional(),
  }),
])
export type Calendar = z.infer<typeof calendar>

/** A member's own week, instead of the organisation's hours. */
export const shift = z.object({
  week,
  /** On public holidays and days off of the organisation too. */
  worksHolidays: z.boolean().default(false),
})
export type Shift = z.infer<typeof shift>

export const offKinds = ['away', 'paused', 'offShift'] as const
export type OffKind = (typeof offKinds)[number]
const off = z.enum(offKinds).nullable()

const standing = z.object({
  /** null while nobody has chosen: then every hour counts as working time. */
  calendar: calendar.nullable(),
  timeZone: z.string(),
  /** The last day of which the public holidays are known; what lies after is told by its weekday. */
  holidaysUntil: day,
})

export const readCalendar = endpoint({
  id: 'workingTime.calendar',
  method: 'GET',
  path: '/api/v1/working-time/calendar',
  may: 'user',
  summary:
    'The organisation’s working hours and days; null while nobody has chosen, and then every hour counts',
  reply: standing,
})

export const setCalendar = endpoint({
  id: 'workingTime.setCalendar',
  method: 'PUT',
  path: '/api/v1/working-time/calendar',
  may: ['admin'],
  summary:
    'Sets the hours of each weekday and whether public holidays hold, or that every hour counts; own days stay',
  body: z.discriminatedUnion('kind', [
    calendar.options[0],
    calendar.options[1].omit({ days: true, years: true }),
  ]),
  reply: done,
  refuses: ['hours.overlap', 'hours.none'],
})

export const setDay = endpoint({
  id: 'workingTime.setDay',
  method: 'PUT',
  path: '/api/v1/working-time/days/:day',
  may: ['admin'],
  summary: 'Says of one day that nobody works, or that it is a day of work, whatever its weekday',
  params: z.object({ day }),
  body: ownDay.omit({ day: true }),
  reply: done,
  refuses: ['hours.overlap', 'calendar.always'],
})

export const clearDay = endpoint({
  id: 'workingTime.clearDay',
  method: 'DELETE',
  path: '/api/v1/working-time/days/:day',
  may: ['admin'],
  summary: 'Takes back what was said of one day',
  params: z.object({ day }),
  reply: done,
  refuses: ['calendar.always'],
})

export const setHolidays = endpoint({
  id: 'workingTime.setHolidays',
  method: 'PUT',
  path: '/api/v1/working-time/holidays/:year',
  may: ['admin'],
  summary: 'Puts in the public holidays and make-up workdays of a year, in place of all that was known of it',
  params: z.object({ year: z.coerce.number().pipe(holidayYear.shape.year) }),
  body: holidayYear.pick({ days: true }),
  reply: done,
  refuses: ['calendar.always', 'holidays.year', 'holidays.twice'],
})

export const clearHolidays = endpoint({
  id: 'workingTime.clearHolidays',
  method: 'DELETE',
  path: '/api/v1/working-time/holidays/:year',
  may: ['admin'],
  summary: 'Takes back the holidays that were put in for a year',
  params: setHolidays.params,
  reply: done,
  refuses: ['calendar.always'],
})

export const monthDay = z.object({
  day,
  works: z.boolean(),
  /** What says so: every hour counts, the weekday, the public table, or the organisation. */
  by: z.enum(['always', 'weekday', 'holiday', 'makeUp', 'own']),
  name: label.nullable(),
  spans: z.array(span),
})
export type MonthDay = z.infer<typeof monthDay>

export const readMonth = endpoint({
  id: 'workingTime.month',
  method: 'GET',
  path: '/api/v1/working-time/month',
  may: 'user',
  summary: 'Each day of a month: whether it is worked, when, and why',
  query: z.object({ month: z.string().regex(/^(?:19|20)\d{2}-(?:0[1-9]|1[0-2])$/) }),
  reply: z.object({ days: z.array(monthDay) }),
})

const offline = z.object({ fromAt: instant, toAt: instant }).nullable()

export const readOwnTime = endpoint({
  id: 'workingTime.me',
  method: 'GET',
  path: '/api/v1/working-time/me',
  may: 'user',
  summary: 'Whether one is on duty, why not, and when next',
  reply: z.object({ off, next: instant.nullable(), offline }),
})

/** How long somebody goes offline. */
export const offlineFor = z.enum(['30', '60', '90', 'tomorrow'])
export type OfflineFor = z.infer<typeof offlineFor>

export const goOffline = endpoint({
  id: 'workingTime.goOffline',
  method: 'PUT',
  path: '/api/v1/working-time/offline/:userId',
  may: ['rep', 'manager', 'admin'],
  summary:
    'Gives somebody no leads for so many minutes, or until they next work on another day: oneself, or whom one answers for',
  params: idParams('userId'),
  body: z.object({ for: offlineFor }),
  reply: z.object({ toAt: instant }),
})

export const comeBack = endpoint({
  id: 'workingTime.comeBack',
  method: 'DELETE',
  path: '/api/v1/working-time/offline/:userId',
  may: ['rep', 'manager', 'admin'],
  summary: 'Ends it at once: one’s own, or of whom one answers for',
  params: idParams('userId'),
  reply: done,
})

export const setShift = endpoint({
  id: 'workingTime.setShift',
  method: 'PUT',
  path: '/api/v1/working-time/shifts/:userId',
  may: ['manager', 'admin'],
  summary: 'Gives a member hours of their own, instead of the organisation’s',
  params: idParams('userId'),
  body: shift,
  reply: done,
  refuses: ['hours.overlap', 'hours.none'],
})

export const clearShift = endpoint({
  id: 'workingTime.clearShift',
  method: 'DELETE',
  path: '/api/v1/working-time/shifts/:userId',
  may: ['manager', 'admin'],
  summary: 'Takes a member’s own hours back: the organisation’s hold again',
  params: idParams('userId'),
  reply: done,
})

export const listCapacity = endpoint({
  id: 'workingTime.capacity',
  method: 'GET',
  path: '/api/v1/working-time/capacity',
  may: ['manager', 'admin'],
  summary: 'Each rep one answers for: on duty or not and until when, what they hold and got, and may',
  reply: z.object({
    items: z.array(
      z.object({
        userId: id,
        name: z.string(),
        off,
        next: instant.nullable(),
        /** When the absence, or the time offline, is over that keeps them away now. */
        until: instant.nullable(),
        shift: shift.nullable(),
        offline,
        holding: z.int(),
        holdingMax: z.int().nullable(),
        givenToday: z.int(),
        dailyMax: z.int().nullable(),
        givenThisWeek: z.int(),
        weeklyMax: z.int().nullable(),
        tier: z.string().nullable(),
        traits,
      }),
    ),
    /** Leads that wait, dealt again by themselves. */
    waiting: z.int(),
  }),
})
