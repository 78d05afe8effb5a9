import type { FastifySchemaCompiler } from 'fastify'
import { type core, safeParse, type ZodType } from 'zod'

/** What was sent is not of the declared shape. */
export class InvalidInput extends Error {
  readonly issues: readonly core.$ZodIssue[]
  constructor(issues: readonly core.$ZodIssue[]) {
    super('the input is not of the declared shape')
    this.issues = issues
  }
}

/** Checks and decodes an input by its contract. The issues keep what was sent, to tell missing from wrong. */
export const compileCheck: FastifySchemaCompiler<ZodType> =
  ({ schema }) =>
  (input: unknown) => {
    const { data, error } = safeParse(schema, input, { reportInput: true })
    return error ? { error: new InvalidInput(error.issues) } : { value: data }
  }
