// Keeping white letters legible on a colour somebody chose. WCAG 2.1, relative luminance and contrast ratio.

const AA = 4.5

function channel(value: number): number {
  const part = value / 255
  return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}

/** Contrast of white on a colour, 1 to 21. */
export function contrastWithWhite([red, green, blue]: readonly [number, number, number]): number {
  return 1.05 / (0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue) + 0.05)
}

/**
 * The colour, darkened just so far that white text on it has the contrast AA asks for.
 * @param hex `#rrggbb`; anything else is answered as it is
 * @see https://www.w3.org/TR/WCAG21/#contrast-minimum
 */
export function underWhite(hex: string): string {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex)
  if (!parts) return hex
  let color = parts.slice(1).map((part) => Number.parseInt(part, 16)) as [number, number, number]
  while (contrastWithWhite(color) < AA) color = color.map((part) => Math.floor(part * 0.97)) as typeof color
  return `#${color.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}

type Rgb = readonly [number, number, number]

function rgb(hex: string): Rgb {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex)
  return (parts?.slice(1).map((part) => Number.parseInt(part, 16)) ?? [0, 0, 0]) as unknown as Rgb
}

/** Contrast of two colours `#rrggbb`, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [contrastWithWhite(rgb(one)), contrastWithWhite(rgb(other))]
  return Math.max(a, b) / Math.min(a, b)
}

/** Black or white, whichever is read better on a colour `#rrggbb`. */
export function textOn(background: string): '#000000' | '#ffffff' {
  return contrast('#ffffff', background) >= AA ? '#ffffff' : '#000000'
}

/** A colour `#rrggbb` moved towards black or white just so far that it can be read on another, as AA asks. */
export function legibleOn(hex: string, background: string): string {
  const end = contrast('#ffffff', background) > contrast('#000000', background) ? 255 : 0
  let color = hex
  for (let step = 1; step <= 20 && contrast(color, background) < AA; step += 1) {
    const parts = rgb(hex).map((part) => Math.round(part + ((end - part) * step) / 20))
    color = `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
  }
  return color
}
