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
