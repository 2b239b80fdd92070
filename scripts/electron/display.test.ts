import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ensureDisplay, hasDisplay } from './display.ts'

const commandLine = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
const isRunning = (authority: string): boolean =>
  readdirSync('/proc').some((pid) => /^\d+$/.test(pid) && commandLine(pid).includes(`-auth\0${authority}`))

it('takes the display of the person who has one', async () => {
  const display = await ensureDisplay({ DISPLAY: ':7' })
  expect([display.env, hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }), hasDisplay({ DISPLAY: '' })]).toEqual([
    {},
    true,
    false,
  ])
})

it('gives each launch a display of its own, which ends with it: a shared one would mix two windows', async () => {
  const [one, two] = await Promise.all([ensureDisplay({}), ensureDisplay({})])
  const authorities = [one, two].map(({ env }) => env['XAUTHORITY'] ?? '')
  expect(one.env['DISPLAY']).not.toBe(two.env['DISPLAY'])
  expect(authorities.map(isRunning)).toEqual([true, true])
  await Promise.all([one.stop(), two.stop()])
  expect(authorities.map(isRunning)).toEqual([false, false])
  expect(authorities.map(existsSync)).toEqual([false, false])
})
