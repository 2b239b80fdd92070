// The name under which a file goes to others: no path, nothing invisible that could make it look like another. Pure.

/** Control characters, line and paragraph separators, and what turns the direction of writing or takes no room. */
const UNSEEN = /[\p{Cc}\u2028\u2029\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/gu
/** What Windows forbids in a name: whoever gets the file must be able to save it. */
const FORBIDDEN = /[<>:"|?*]/g
/** Leaves room for the number a portal puts behind a name it has already. */
const MOST = 200
/** A longer end is no extension. */
const MOST_EXTENSION = 20

/**
 * `typed` as a file name of at most 200 UTF-16 units, its extension kept: the last part of a path, without invisible and
 * forbidden characters, without dots and blanks around it. A name of which nothing is left is `file`.
 */
export function cleanFileName(typed: string): string {
  const last = typed.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const name = last
    .replace(UNSEEN, '')
    .replace(FORBIDDEN, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
  const whole = name.toWellFormed()
  return whole === '' ? 'file' : shortened(whole)
}

function shortened(name: string): string {
  if (name.length <= MOST) return name
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 && name.length - dot <= MOST_EXTENSION ? name.slice(dot) : ''
  return cut(name, MOST - extension.length).trimEnd() + extension
}

/** Never in the middle of a character of two units. */
function cut(name: string, units: number): string {
  const half = /[\uD800-\uDBFF]$/.test(name.slice(0, units))
  return name.slice(0, half ? units - 1 : units)
}

/** Whether `shown` is `name`, or what a folder that has that name already makes of it: `name (1).ext`. */
export function isNumberedName(shown: string, name: string): boolean {
  if (shown === name) return true
  const dot = name.lastIndexOf('.')
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  if (!shown.startsWith(stem) || !shown.endsWith(extension)) return false
  return /^ ?\(\d+\)$/.test(shown.slice(stem.length, shown.length - extension.length))
}
