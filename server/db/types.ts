import pg from 'pg'

const { builtins } = pg.types
const arrayOf: Record<number, number> = { 1016: builtins.INT8, 1231: builtins.NUMERIC, 1182: builtins.DATE }

// Counts and money (minor units) stay far below 2^53, and sum(bigint) is a numeric: as text they would be
// added up by `+` into a string. A calendar date has no zone, so it must never become a Date.
const scalar: Record<number, (text: string) => unknown> = {
  [builtins.INT8]: Number,
  [builtins.NUMERIC]: Number,
  [builtins.DATE]: (text) => text,
}

type Parse = (value: string | Buffer) => unknown

/** How column values come out of every connection of ours: the pg defaults but for int8, numeric and date. */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: string) => {
    if (format === 'binary') return pg.types.getTypeParser(oid, 'binary') as Parse
    const parse = scalar[oid]
    if (parse) return parse
    const element = arrayOf[oid]
    return element === undefined
      ? (pg.types.getTypeParser(oid) as Parse)
      : (text: string) => parseArray(text, scalar[element])
  },
}

const textArray: number = 1009
const parseTextArray: (text: string) => (string | null)[] = pg.types.getTypeParser(textArray) as (
  text: string,
) => (string | null)[]

function parseArray(text: string, parse: ((text: string) => unknown) | undefined): unknown[] {
  return parseTextArray(text).map((item) => (item === null || !parse ? item : parse(item)))
}
