/** The part of address-parse (which brings no types) that our tools and tests use. */
declare module 'address-parse' {
  export const AREA: { area_list: Record<string, string> }
  export interface ParsedAddress {
    province: string
    city: string
    area: string
    code: string
  }
  const AddressParse: { parse(address: string): ParsedAddress[] }
  export default AddressParse
}
