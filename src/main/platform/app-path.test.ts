import { normalize, sep } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { avatarKeyIn, resolveAppPath } from './app-path'

const ROOT = normalize('/opt/bellhop/out/renderer')

describe('resolveAppPath', () => {
  it('serves the page and its assets', () => {
    expect(resolveAppPath(ROOT, 'app://ui/')).toMatchObject({ path: `${ROOT}${sep}index.html` })
    expect(resolveAppPath(ROOT, 'app://ui/assets/index-1.js?v=2#x')).toMatchObject({
      path: normalize(`${ROOT}/assets/index-1.js`),
      type: 'text/javascript; charset=utf-8',
    })
  })

  it.each([
    'app://other/index.html',
    'file:///etc/passwd.html',
    'https://ui/index.html',
    'app://ui/..%2f..%2fsecret.html',
    'app://ui/%2e%2e/%2e%2e/secret.html',
    'app://ui/..\\..\\secret.html',
    'app://ui/a%00.html',
    'app://ui/%252e%252e/secret.html',
    'app://ui/%zz.html',
    'app://ui/main.cjs',
    'app://ui/.html/',
    `app://ui/${'a'.repeat(3000)}.html`,
    'nonsense',
  ])('serves nothing for %s', (url) => {
    const found = resolveAppPath(ROOT, url)
    expect(found === undefined || found.path.startsWith(ROOT + sep)).toBe(true)
    if (!url.startsWith('app://ui/%2e') && !url.startsWith('app://ui/..\\')) expect(found).toBeUndefined()
  })

  it('never leaves its root, whatever the path', () => {
    const part = fc.oneof(
      fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '\\', '%00', '//', 'a', 'index.html'),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const found = resolveAppPath(ROOT, `app://ui/${parts.join('/')}`)
        expect(found === undefined || found.path.startsWith(ROOT + sep)).toBe(true)
      }),
    )
  })
})

describe('avatarKeyIn', () => {
  const key = '0123456789abcdef0123456789abcdef'

  it('finds the key of a picture, and only as a file of the page none', () => {
    expect(avatarKeyIn(`app://ui/avatars/${key}`)).toBe(key)
    expect(resolveAppPath(ROOT, `app://ui/avatars/${key}`)).toBeUndefined()
  })

  it.each([
    `app://ui/avatars/${key.toUpperCase()}`,
    `app://ui/avatars/${key.slice(1)}`,
    `app://ui/avatars/${key}0`,
    `app://ui/avatars/${key}.png`,
    `app://ui/avatars/${key}/../${key}`,
    `app://ui/avatars/../avatars/${key}`,
    `app://ui/avatars/%2e%2e%2f${key}`,
    `app://ui/avatars/${key}?x=1`,
    `app://ui/avatars/${key}\n`,
    `app://other/avatars/${key}`,
    `https://ui/avatars/${key}`,
    `xapp://ui/avatars/${key}`,
  ])('would catch %j being taken for a picture', (url) => {
    expect(avatarKeyIn(url)).toBeUndefined()
  })
})
