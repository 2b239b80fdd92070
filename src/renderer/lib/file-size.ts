// A number of bytes as people read it: 1.2 MB, 1,2 МБ. Pure.

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

export function fileSize(bytes: number, language: string): string {
  const power = bytes < 1_000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1)
  // What would be rounded to 1,000 of one unit is 1 of the next.
  const up = power < UNITS.length - 1 && Math.round(bytes / 1_000 ** power) >= 1_000 ? power + 1 : power
  const value = bytes / 1_000 ** up
  const maximumFractionDigits = up === 0 || value >= 10 ? 0 : 1
  const unitDisplay = up === 0 ? 'long' : 'short'
  const style = { style: 'unit', unit: UNITS[up] ?? 'byte', unitDisplay, maximumFractionDigits } as const
  return new Intl.NumberFormat(language, style).format(value)
}
