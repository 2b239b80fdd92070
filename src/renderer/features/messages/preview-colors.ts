// Colours of attachments and buttons in our own window: the documented names by our tokens, own ones kept legible. Pure.
import { legibleOn, textOn } from '../../lib/contrast'

/** Our sheet in both themes (`--bh-sheet`). */
const SHEETS = { light: '#ffffff', dark: '#24272b' } as const

export type Style = Readonly<Record<string, string>>

interface Look {
  readonly class: string
  readonly style: Style
}

const HEX = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i
const BARS: Readonly<Record<string, string>> = {
  primary: 'border-brand',
  secondary: 'border-faint',
  alert: 'border-late',
  base: 'border-edge',
}
const WORDS: Readonly<Record<string, string>> = {
  primary: 'text-brand',
  secondary: 'text-faint',
  alert: 'text-late',
  base: '',
}
const BUTTONS: Readonly<Record<string, string>> = {
  primary: 'bg-[#0069e6] text-white',
  secondary: 'bg-chosen text-brand',
  alert: 'bg-[#d62f29] text-white',
  base: 'bg-tint text-ink',
}

/** `#RGB` as `#rrggbb`; `undefined` for what is no colour. */
function hexOf(color: string): string | undefined {
  if (!HEX.test(color)) return undefined
  const digits = color.slice(1).toLowerCase()
  return `#${digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits}`
}

/** The bar at an attachment's side, and a delimiter. */
export function barLook(token: string, color: string): Look {
  const named = BARS[token.toLowerCase()]
  const own = hexOf(color)
  if (named !== undefined) return { class: named, style: {} }
  return own === undefined ? { class: 'border-brand', style: {} } : { class: '', style: { borderColor: own } }
}

/** A value's words: an own colour is darkened or lightened as far as it takes to be read. */
export function wordLook(token: string, color: string): Look {
  const named = WORDS[token.toLowerCase()]
  const own = hexOf(color)
  if (named !== undefined) return { class: named, style: {} }
  if (own === undefined) return { class: '', style: {} }
  const style = { '--own-light': legibleOn(own, SHEETS.light), '--own-dark': legibleOn(own, SHEETS.dark) }
  return { class: 'text-(--own-light) dark:text-(--own-dark)', style }
}

/** A button: its own colours where it has them, else the named one. Text without a colour takes black or white. */
export function buttonLook({ token, background, text }: { token: string; background: string; text: string }): Look {
  const own = hexOf(background)
  const named = BUTTONS[token.toLowerCase()] ?? BUTTONS['base'] ?? ''
  if (own === undefined) return { class: named, style: {} }
  const written = hexOf(text)
  return { class: '', style: { background: own, color: written ? legibleOn(written, own) : textOn(own) } }
}
