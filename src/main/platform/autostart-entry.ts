// Our entry among what a Linux desktop starts at login, as text: written, and read back to see whether it is still as we
// wrote it. Pure. https://specifications.freedesktop.org/autostart-spec/latest/

/** What the entry says. */
export interface EntryState {
  /** Whether the desktop starts it. */
  readonly on: boolean
  readonly hidden: boolean
  /** As we wrote it, whatever the program's path; any other key, value or comment is somebody else's. */
  readonly untouched: boolean
  /** The program's command as it stands in the file. */
  readonly exec: string
}

/** The keys besides those that name the program, in the order they are written. */
const KEYS: readonly (readonly [key: string, value: string])[] = [
  ['Type', 'Application'],
  ['Version', '1.5'],
  ['Name', 'Bellhop'],
  ['Icon', 'bellhop'],
  ['Terminal', 'false'],
  ['X-GNOME-Autostart-enabled', 'true'],
]
const HEADER = '[Desktop Entry]'

/**
 * The file's text.
 * @param program absolute path of what is to be started
 */
export function writeEntry(program: string, hidden: boolean): string {
  const keys = KEYS.map(([key, value]) => `${key}=${value}`)
  // With `TryExec` the entry counts for nothing once the program is gone: removing the app cannot remove it for everybody.
  return [HEADER, ...keys, `TryExec=${escaped(program)}`, `Exec=${execOf(program, hidden)}`, ''].join('\n')
}

/** Reads any entry, a foreign one too. */
export function readEntry(text: string): EntryState {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const values = new Map(mainGroup(lines))
  const exec = values.get('Exec') ?? ''
  const ours =
    lines[0] === HEADER && lines.length === KEYS.length + 3 && KEYS.every(([key, value]) => values.get(key) === value)
  const hidden = / --hidden$/.test(exec)
  return {
    // The keys by which desktops switch an entry off: the specification's own, and GNOME's.
    on: values.get('Hidden') !== 'true' && values.get('X-GNOME-Autostart-enabled') !== 'false' && exec !== '',
    hidden,
    untouched: ours && exec === execOf(unescaped(values.get('TryExec') ?? ''), hidden),
    exec,
  }
}

/** Keys of the group that counts; other groups, such as actions, have keys of the same names. */
function mainGroup(lines: readonly string[]): [string, string][] {
  const start = lines.findIndex((line) => line.trim() === HEADER)
  if (start === -1) return []
  const after = lines.slice(start + 1)
  const end = after.findIndex((line) => line.startsWith('['))
  return (end === -1 ? after : after.slice(0, end)).flatMap((line): [string, string][] => {
    const [, key, value] = /^([^=#]+?)\s*=\s*(.*)$/.exec(line) ?? []
    return key === undefined || value === undefined ? [] : [[key, value.trim()]]
  })
}

/**
 * A program and its argument as `Exec` wants them: quoted, and escaped once more as every string of the file.
 * @see https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
 */
export function execOf(program: string, hidden: boolean): string {
  const quoted = `"${program.replaceAll(/["`$\\]/g, String.raw`\$&`).replaceAll('%', '%%')}"`
  return hidden ? `${escaped(quoted)} --hidden` : escaped(quoted)
}

const SIGNS = { '\\': '\\', n: '\n', t: '\t' } as const

/** As every string of the file is written. */
const escaped = (text: string): string =>
  text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', String.raw`\n`)
    .replaceAll('\t', String.raw`\t`)

const unescaped = (text: string): string =>
  text.replaceAll(/\\([\\nt])/g, (_all, sign: keyof typeof SIGNS) => SIGNS[sign])
