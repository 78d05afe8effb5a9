/** Where the image of a QR code is. */
export const imageOf = (code: string) => `/api/v1/codes/${encodeURIComponent(code)}/image`
