import { expect, it } from 'vitest'
import { cacheDir, cacheDirs, SYSTEM_CACHE } from './cache-dir.ts'

const home = '/home/ann'

it.each([
  ['the folder asked for', { BELLHOP_CACHE_DIR: '/x/y', XDG_CACHE_HOME: '/z' }, 0, '/x/y'],
  ['a place all can read as root', {}, 0, SYSTEM_CACHE],
  ['the user’s XDG cache', { XDG_CACHE_HOME: '/z' }, 1000, '/z/bellhop'],
  ['the home without one', {}, 1000, '/home/ann/.cache/bellhop'],
  [
    'the home when XDG is relative, which the specification says to ignore',
    { XDG_CACHE_HOME: 'z' },
    1000,
    '/home/ann/.cache/bellhop',
  ],
  ['the home where the system has no user ids', {}, -1, '/home/ann/.cache/bellhop'],
])('is %s', (_what, env, uid, expected) => {
  expect(cacheDir({ env, uid, home })).toBe(expected)
})

it('looks at what root fetched too, so that a user need not fetch 121 MB again', () => {
  expect(cacheDirs({ env: {}, uid: 1000, home })).toEqual(['/home/ann/.cache/bellhop', SYSTEM_CACHE])
  expect(cacheDirs({ env: {}, uid: 0, home })).toEqual([SYSTEM_CACHE])
})
