/** Unicode White_Space and U+FEFF, one or more, as RE2 reads them: core's WHITE_SPACE. */
export const SPACES = `[\\t-\\r \\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}]+`
