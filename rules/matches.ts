import { sound } from './check.ts'
import type { Condition } from './condition.ts'
import { type Field, type Fields, isCalendar } from './fields.ts'
import { type Bound, fold, type Moment, type Probe, probe } from './probe.ts'

/**
 * A lead as its row has it, in camelCase: dates as Date, tags as text[], custom values by key under `attrs` as JSON
 * (a date there is a calendar day, YYYY-MM-DD). A value of another type than its field's is missing.
 */
export type LeadFacts = Readonly<Record<string, unknown>>

export type { Moment }

type Test<T> = (value: T) => boolean

/**
 * Compiles a condition into a test of leads; compile once, ask often. Throws for a condition that `check` does not
 * pass (options that are gone excepted): it should not have been stored.
 */
export function matches(condition: Condition, fields: Fields, at: Moment): Test<LeadFacts> {
  return compile(sound(condition, fields), fields, at)
}

function compile(condition: Condition, fields: Fields, at: Moment): Test<LeadFacts> {
  if ('all' in condition) {
    const tests = condition.all.map((part) => compile(part, fields, at))
    return (lead) => tests.every((test) => test(lead))
  }
  if ('any' in condition) {
    const tests = condition.any.map((part) => compile(part, fields, at))
    return (lead) => tests.some((test) => test(lead))
  }
  if ('not' in condition) {
    const test = compile(condition.not, fields, at)
    return (lead) => !test(lead)
  }
  const field = fields.get(condition.field)!
  const read = reader(field)
  const asked = probe(condition, field, at)
  if (asked.ask === 'empty') return (lead) => read(lead) === undefined
  const test = answer(asked, field)
  return (lead) => {
    const value = read(lead)
    return value !== undefined && test(value)
  }
}

/** What the lead has there, or undefined where that is missing or of another type than the field's. */
export function reader(field: Field): (lead: LeadFacts) => unknown {
  const property = field.property ?? field.key
  if (field.present) return (lead) => lead[property] instanceof Date || text(lead[property]) !== undefined
  const typed = field.type === 'date' && isCalendar(field) ? dayIn : typedAs[field.type]
  if (field.origin === 'builtin') return (lead) => typed(lead[property])
  return (lead) => typed((lead['attrs'] as LeadFacts | null | undefined)?.[property])
}

const text = (raw: unknown) => (typeof raw === 'string' && raw !== '' ? raw : undefined)

const typedAs: Readonly<Record<Field['type'], (raw: unknown) => unknown>> = {
  text,
  choice: text,
  region: text,
  number: (raw) => (typeof raw === 'number' && Number.isFinite(raw) ? raw : undefined),
  date: (raw) => (raw instanceof Date && !Number.isNaN(raw.getTime()) ? raw.getTime() : undefined),
  list: (raw) => (Array.isArray(raw) && raw.length > 0 ? raw : undefined),
  boolean: (raw) => (typeof raw === 'boolean' ? raw : undefined),
}

/** The day that a text begins with; an ISO time counts as the day written in it. */
export function dayIn(raw: unknown): string | undefined {
  return typeof raw === 'string' && /^[0-9]{4}-[0-9]{2}-[0-9]{2}(T|$)/.test(raw)
    ? raw.slice(0, 10)
    : undefined
}

function answer(asked: Exclude<Probe, { ask: 'empty' }>, field: Field): Test<unknown> {
  const letters = field.type === 'text' && !field.folded ? (value: unknown) => fold(String(value)) : String
  switch (asked.ask) {
    case 'equals': {
      const values = new Set(asked.values)
      return (value) => values.has(letters(value))
    }
    case 'contains':
      return (value) => letters(value).includes(asked.value)
    case 'starts':
      return (value) => asked.values.some((start) => letters(value).startsWith(start))
    case 'compare': {
      const tests = asked.bounds.map(within)
      return (value) => tests.every((test) => test(value as number | string))
    }
    case 'has':
      return (value) => {
        const held = new Set(value as unknown[])
        return asked.every
          ? asked.values.every((one) => held.has(one))
          : asked.values.some((one) => held.has(one))
      }
    case 'flag':
      return (value) => value === asked.value
  }
}

function within([sign, raw]: Bound): Test<number | string> {
  const limit = raw instanceof Date ? raw.getTime() : raw
  switch (sign) {
    case '=':
      return (value) => value === limit
    case '>=':
      return (value) => value >= limit
    case '>':
      return (value) => value > limit
    case '<=':
      return (value) => value <= limit
    case '<':
      return (value) => value < limit
  }
}
