// What the page may not do, tried in the real app. Numbers: https://www.electronjs.org/docs/latest/tutorial/security
import { readFile } from 'node:fs/promises'
import { expect, test } from './support/fixtures'
import { mainWindow, quickPage } from './support/windows'

test('the renderer runs in the OS sandbox, as an unprivileged user', async ({ app }) => {
  const pid = await (await mainWindow(app)).evaluate((window) => window.webContents.getOSProcessId())
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  expect(status).toMatch(/^Seccomp:\s+2$/m)
  expect(process.getuid?.()).not.toBe(0)
})

test('every window is locked down by its preferences (2-6, 8-11)', async ({ app }) => {
  await quickPage(app)
  const preferences = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) =>
      // In Electron, though not in its typings.
      (window.webContents as unknown as { getLastWebPreferences(): object | null }).getLastWebPreferences(),
    ),
  )
  expect(preferences).toHaveLength(2)
  for (const one of preferences) {
    expect(one).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
    })
  }
})

test('the page sees no Node and one door with two functions (2, 20)', async ({ app }) => {
  const seen = await app.page.evaluate(() => {
    const world = globalThis as unknown as Record<string, unknown>
    return {
      node: ['require', 'process', 'Buffer', 'module', 'global'].filter((name) => name in world),
      door: Object.keys(world['bellhop'] as object).sort(),
      origin: location.href,
    }
  })
  expect(seen).toEqual({ node: [], door: ['invoke', 'on'], origin: 'app://ui/' })
})

test('script from anywhere but our files does not run, and nothing is fetched (7)', async ({ app }) => {
  const policy = await app.page.evaluate(
    async () => (await fetch('app://ui/').catch(() => undefined))?.status ?? 'blocked',
  )
  expect(policy).toBe('blocked')
  const ran = await app.page.evaluate(async () => {
    const world = globalThis as unknown as Record<string, unknown>
    // One attempt may be told more than once, so it is waited for each kind, not for a number.
    const missing = new Set(['img-src', 'script-src-elem', 'script-src-attr'])
    const allTold = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        missing.delete(effectiveDirective)
        if (missing.size === 0) resolve()
      })
    })
    const inline = document.createElement('script')
    inline.textContent = 'globalThis.inlineRan = true'
    document.body.append(inline)
    const handler = document.createElement('div')
    handler.setAttribute('onclick', 'globalThis.handlerRan = true')
    document.body.append(handler)
    handler.click()
    const image = new Image()
    image.src = 'https://example.com/x.png'
    document.body.append(image)
    await allTold
    return { inline: world['inlineRan'] === true, handler: world['handlerRan'] === true }
  })
  expect(ran).toEqual({ inline: false, handler: false })
})

test('the policy allows no unsafe script', async ({ app }) => {
  const header = await app.electron.evaluate(async ({ session }) => {
    const answer = await session.defaultSession.fetch('app://ui/')
    return answer.headers.get('content-security-policy') ?? ''
  })
  expect(header).toContain("default-src 'none'")
  const scripts = header.split(';').find((part) => part.trim().startsWith('script-src'))
  expect(scripts?.trim()).toBe("script-src 'self'")
})

test('the page cannot leave, open windows or attach webviews (11-14)', async ({ app }) => {
  const { page, electron } = app
  await page.evaluate(() => {
    location.href = 'https://example.com/'
  })
  await page.evaluate(() => {
    location.assign('file:///etc/passwd')
  })
  const opened = await page.evaluate(() => [
    window.open('https://example.com/') === null,
    window.open('app://ui/') === null,
    window.open('about:blank') === null,
  ])
  expect(opened).toEqual([true, true, true])
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = 'https://example.com/'
    link.target = '_blank'
    document.body.append(link)
    link.click()
    const webview = document.createElement('webview')
    webview.setAttribute('src', 'https://example.com/')
    document.body.append(webview)
    const frame = document.createElement('iframe')
    frame.src = 'https://example.com/'
    document.body.append(frame)
  })
  expect(page.url()).toBe('app://ui/')
  await quickPage(app)
  const contents = await electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((one) => one.getURL()),
  )
  expect(contents.sort()).toEqual(['app://ui/', 'app://ui/quick.html'])
})

test('no permission is granted (5)', async ({ app }) => {
  const answers = await app.page.evaluate(async () => {
    const tell = async (asked: Promise<unknown>) =>
      asked.then(
        () => 'granted',
        () => 'denied',
      )
    return {
      camera: await tell(navigator.mediaDevices.getUserMedia({ video: true })),
      location: await tell(new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject))),
      clipboard: await tell(navigator.clipboard.readText()),
      notifications: await Notification.requestPermission(),
    }
  })
  expect(answers).toEqual({ camera: 'denied', location: 'denied', clipboard: 'denied', notifications: 'denied' })
})

test('a patched prototype in the page does not reach the door (3)', async ({ app }) => {
  const result = await app.page.evaluate(async () => {
    Array.prototype.map = () => ['patched'] as never[]
    Promise.prototype.then = new Proxy(Promise.prototype.then, {})
    const door = (globalThis as unknown as { bellhop: { invoke(r: string, i: unknown): Promise<{ ok: boolean }> } })
      .bellhop
    return door.invoke('accounts.list', {})
  })
  expect(result).toEqual({ ok: true, data: [] })
})
