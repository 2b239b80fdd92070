import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findRoute, routeNames } from '../../scripts/where/find'
import { near } from '../../scripts/where/near'

const ROOT = join(import.meta.dirname, '../..')
const TREE = join(import.meta.dirname, 'fixtures/where')

describe('what it finds in a small tree', () => {
  const found = findRoute(TREE, 'doors.open')

  it('the declaration, not the comment that names it', () =>
    expect(found.contract).toEqual([{ file: 'src/shared/contract/doors.ts', line: 5 }]))

  it('the handler, not its test', () => expect(found.handlers).toEqual([{ file: 'src/main/doors/doors.ts', line: 7 }]))

  it('the call in a component, at its line in the file, not the type, the comment or the template', () =>
    expect(found.callers).toEqual([{ file: 'src/renderer/features/doors/DoorView.vue', line: 6 }]))

  it('the tests beside the code and those of the window', () =>
    expect(found.tests).toEqual([
      { file: 'src/main/doors/doors.test.ts', line: 3 },
      { file: 'test/e2e/doors.spec.ts', line: 1 },
    ]))

  it('the port method it reaches through interface and helper, with who offers it, and no method it does not reach', () =>
    expect(found.ports).toEqual([
      {
        name: 'DoorsPort.open',
        declared: { file: 'src/main/networks/ports.ts', line: 2 },
        offered: [
          { file: 'src/main/networks/back/doors.ts', line: 5 },
          { file: 'src/main/networks/front/doors.ts', line: 4 },
        ],
      },
    ]))

  it('routes, and not the events beside them', () => expect(routeNames(TREE)).toEqual(['doors.close', 'doors.open']))
})

describe('near names', () => {
  const names = ['requests.send', 'requests.list', 'outbox.retry', 'vault.lock']

  it.each([
    ['requests.sned', 'requests.send'],
    ['request.send', 'requests.send'],
    ['REQUESTS.LIST', 'requests.list'],
    ['retry', 'outbox.retry'],
    ['valt.lock', 'vault.lock'],
  ])('%s is most like %s', (typed, expected) => expect(near(typed, names)[0]).toBe(expected))
})

describe('the command', () => {
  const where = (route: string): ReturnType<typeof spawnSync> =>
    spawnSync(process.execPath, [join(ROOT, 'scripts/where.ts'), route], { encoding: 'utf8' })

  it('answers for a route of this app', () => {
    const { status, stdout } = where('requests.send')
    expect(status).toBe(0)
    expect(stdout).toMatch(/contract\n {2}src\/shared\/contract\/requests\.ts:\d+\n/)
    expect(stdout).toMatch(/handler\n {2}src\/main\/requests\/\S+\.ts:\d+\n/)
    expect(stdout).toContain('RequestsPort.send')
    expect(stdout).toMatch(/callers\n {2}src\/renderer\/features\/\S+:\d+\n/)
  })

  it('fails for a route that is not there, and names near ones', () => {
    const { status, stderr } = where('requests.sned')
    expect(status).toBe(1)
    expect(stderr).toContain('requests.send')
  })
})
