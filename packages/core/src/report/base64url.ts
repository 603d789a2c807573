const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Base64url (RFC 4648 section 5, no padding) of ASCII text. */
export const encodeBase64url = (ascii: string): string => {
  let encoded = ''
  let bits = 0
  let held = 0
  for (let index = 0; index < ascii.length; index += 1) {
    held = ((held << 8) | ascii.charCodeAt(index)) & 0xffff
    bits += 8
    while (bits >= 6) {
      bits -= 6
      encoded += DIGITS.charAt((held >> bits) & 63)
    }
  }
  return bits === 0 ? encoded : encoded + DIGITS.charAt((held << (6 - bits)) & 63)
}

/** The inverse; null for anything `encodeBase64url` does not produce. */
export const decodeBase64url = (encoded: string): string | null => {
  let ascii = ''
  let bits = 0
  let held = 0
  for (const digit of encoded) {
    const value = DIGITS.indexOf(digit)
    if (value < 0) return null
    held = ((held << 6) | value) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      ascii += String.fromCharCode((held >> bits) & 0xff)
    }
  }
  return encodeBase64url(ascii) === encoded ? ascii : null
}
