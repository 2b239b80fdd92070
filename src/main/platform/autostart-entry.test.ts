// Catches: a path a desktop would split or run as something else, an entry of the user's taken for ours, one switched off
// that is shown as on, one that still starts what is no longer there.
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { execOf, readEntry, writeEntry } from './autostart-entry'

/** Reads `Exec` as desktops do: escapes of a string first, then words and quotes, then field codes. */
function commandOf(exec: string): string[] {
  const string = exec.replaceAll(/\\([\\nt])/g, (_all, sign: string) => ({ n: '\n', t: '\t' })[sign] ?? '\\')
  const words: string[] = []
  for (const [word, quoted] of string.matchAll(/"((?:[^"\\]|\\[^])*)"|[^\s"]+/g)) {
    words.push(quoted === undefined ? word : quoted.replaceAll(/\\(["`$\\])/g, '$1'))
  }
  return words.map((word) => word.replaceAll('%%', '%'))
}

describe('the command', () => {
  test.each([
    ['/usr/bin/bellhop', '"/usr/bin/bellhop"'],
    ['/opt/Bell hop/bellhop', '"/opt/Bell hop/bellhop"'],
    ['/home/a/50%/b', '"/home/a/50%%/b"'],
    ['/a$(reboot)`x`/b', String.raw`"/a\\$(reboot)\\` + '`x' + String.raw`\\` + '`/b"'],
    ['/a"b\\c', String.raw`"/a\\"b\\\\c"`],
  ])('%s is written as %s', (program, exec) => {
    expect(execOf(program, false)).toBe(exec)
    expect(execOf(program, true)).toBe(`${exec} --hidden`)
  })

  it('runs exactly the program, whatever its path is made of', () => {
    const path = fc.string({ unit: fc.constantFrom(...' /\\"\'`$%&;|<>*?#()~!=\n\tабbc') }).map((name) => `/${name}`)
    fc.assert(
      fc.property(path, fc.boolean(), (program, hidden) => {
        expect(commandOf(execOf(program, hidden))).toEqual(hidden ? [program, '--hidden'] : [program])
        expect(execOf(program, hidden)).not.toMatch(/[\n\t]/)
      }),
    )
  })
})

describe('the entry', () => {
  it('is known again as ours, wherever the program lies', () => {
    for (const hidden of [true, false]) {
      expect(readEntry(writeEntry('/opt/Bell hop/"b"', hidden))).toMatchObject({ on: true, hidden, untouched: true })
    }
  })

  it('counts for nothing once its program is gone', () => {
    expect(writeEntry('/opt/50% a\\b', true).split('\n')).toContain(String.raw`TryExec=/opt/50% a\\b`)
  })

  const ours = writeEntry('/opt/bellhop', true)
  test.each([
    ['another program to look for', ours.replace(/TryExec=.*/, 'TryExec=/bin/true'), true],
    ['nothing to look for', ours.replace(/TryExec=.*\n/, ''), true],
    ['a key of the user', `${ours}X-Mine=yes\n`, true],
    ['a comment', `# mine\n${ours}`, true],
    ['another name', ours.replace('Name=Bellhop', 'Name=Work'), true],
    ['another argument', ours.replace('--hidden', '--hidden --lang=ru'), true],
    ['a wrapper before it', ours.replace('\nExec=', '\nExec=env A=b '), true],
    ['an action', `${ours}[Desktop Action x]\nExec=x\n`, true],
    ['switched off by GNOME', ours.replace('enabled=true', 'enabled=false'), false],
    ['switched off by the specification', `${ours}Hidden=true\n`, false],
    ['without a command', ours.replace(/^Exec=.*\n/m, ''), false],
    ['of nothing', '', false],
  ])('peers 3: with %s it is not ours any more', (_what, text, on) => {
    expect(readEntry(text)).toMatchObject({ untouched: false, on })
  })

  it('takes no keys from other groups', () => {
    expect(readEntry(`${ours}[Desktop Action off]\nHidden=true\n`)).toMatchObject({ on: true })
  })
})
