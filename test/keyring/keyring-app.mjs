// A tiny Electron main process: the real vault over the real safeStorage, and one line of JSON about it.
// argv after the script: user data folder, `write` or `read`, and the secret to write.
import { app, safeStorage } from 'electron/main'
import '../../src/main/vault/testing/resolve-typescript.ts'

const [dir, action, secret = ''] = process.argv.slice(
  process.argv.findIndex((each) => each.endsWith('keyring-app.mjs')) + 1,
)
app.setPath('userData', dir)
app.setPath('sessionData', `${dir}/session`)

async function run() {
  const { createVault } = await import('../../src/main/vault/index.ts')
  const { createSafeStorageProvider } = await import('../../src/main/platform/safe-storage.ts')
  const lines = []
  const note = (message, data) => lines.push(`${message} ${JSON.stringify(data ?? {})}`)
  const log = { debug: note, info: note, warn: note, error: note }
  const electronMajor = Number.parseInt(process.versions.electron, 10)
  const keyring = createSafeStorageProvider({ safeStorage, electronMajor, whenReady: () => app.whenReady(), log })
  const vault = createVault({ dir: `${dir}/vault`, keyring, clock: Date.now, log })
  const found = await vault.open()
  const written = action === 'write' ? await vault.write('account', 'webhookUrl', secret) : undefined
  const read = vault.read('account', 'webhookUrl')
  const backend = safeStorage.getSelectedStorageBackend()
  return { backend, found, written, read, after: vault.status(), log: lines }
}

// No top-level await: Electron's `whenReady` would never resolve under it.
run()
  .then((told) => process.stdout.write(`told ${JSON.stringify(told)}\n`))
  .catch((error) => process.stderr.write(`${String(error?.stack ?? error)}\n`))
  .finally(() => app.quit())
