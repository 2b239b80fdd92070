// Would catch: electron-updater let loose: asking a server what is newest, going back a version, downloading by itself, or
// printing the address of somebody's feed into the log.
import { EventEmitter } from 'node:events'
import { beforeEach, expect, test, vi } from 'vitest'
import { createDownload, type Library } from './download'
import { MANIFEST } from './feed.fixtures'

const FOLDER = new URL('https://feed.example/bellhop/')
const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() }

interface Provider {
  getLatestVersion(): Promise<{ version: string }>
  resolveFiles(info: unknown): { url: URL; info: { sha512: string } }[]
}

/** Does with a provider what electron-updater does, and no more. */
class FakeUpdater extends EventEmitter {
  static made: FakeUpdater[] = []
  autoDownload = true
  allowDowngrade = true
  autoInstallOnAppQuit = false
  logger: { error(message: unknown): void } | undefined
  files: { url: URL; info: { sha512: string } }[] = []
  broken: Error | undefined
  #provider: Provider | undefined

  constructor() {
    super()
    FakeUpdater.made.push(this)
  }

  setFeedURL({ updateProvider }: { updateProvider: new (...args: unknown[]) => Provider }): void {
    this.#provider = new updateProvider(undefined, this, {})
  }

  async checkForUpdates(): Promise<{ isUpdateAvailable: boolean }> {
    const info = await this.#provider?.getLatestVersion()
    this.files = this.#provider?.resolveFiles(info) ?? []
    return { isUpdateAvailable: info?.version === '2.0.0' }
  }

  downloadUpdate(): Promise<string[]> {
    this.emit('download-progress', { percent: 41.7 })
    if (!this.broken) return Promise.resolve([])
    this.logger?.error(this.broken)
    this.emit('error', this.broken)
    return Promise.reject(this.broken)
  }
}
class Appimage extends FakeUpdater {}
class Nsis extends FakeUpdater {}
class Mac extends FakeUpdater {}
const library = { AppImageUpdater: Appimage, NsisUpdater: Nsis, MacUpdater: Mac, Provider: class {} }
const load = vi.fn(() => Promise.resolve(library as unknown as Library))

beforeEach(() => {
  FakeUpdater.made = []
  load.mockClear()
})

test('nothing is loaded before something is to be downloaded', () => {
  createDownload({ system: 'linux', log, load })
  expect(load).not.toHaveBeenCalled()
})

test.each([
  ['linux', Appimage],
  ['win32', Nsis],
  ['darwin', Mac],
])('on %s exactly the signed files are fetched, from the feed itself', async (system, kind) => {
  const percents: number[] = []
  await createDownload({ system, log, load })(MANIFEST, FOLDER, (percent) => percents.push(percent))
  const [updater] = FakeUpdater.made
  expect(updater).toBeInstanceOf(kind)
  expect(updater).toMatchObject({ autoDownload: false, allowDowngrade: false, autoInstallOnAppQuit: true })
  expect(updater?.files.map(({ url, info }) => [url.href, info.sha512])).toEqual([
    ['https://feed.example/bellhop/Bellhop-2.0.0-linux-x86_64.AppImage', MANIFEST.files[0]?.sha512],
  ])
  expect(percents).toEqual([41])
})

test('a failure is told to who asked, and nothing of its words to the log; the next try is a whole one', async () => {
  const download = createDownload({ system: 'linux', log, load })
  await download(MANIFEST, FOLDER, () => undefined)
  const [updater] = FakeUpdater.made
  if (updater) updater.broken = new Error('cannot get https://feed.example/bellhop/x')
  await expect(download(MANIFEST, FOLDER, () => undefined)).rejects.toThrow('cannot get')
  expect(JSON.stringify(log.warn.mock.calls)).not.toContain('feed.example')
  expect(FakeUpdater.made).toHaveLength(1)
})

test('what electron-updater does not take for newer is not downloaded', async () => {
  const download = createDownload({ system: 'linux', log, load })
  await expect(download({ ...MANIFEST, version: '1.0.0' }, FOLDER, () => undefined)).rejects.toThrow('newer')
})
