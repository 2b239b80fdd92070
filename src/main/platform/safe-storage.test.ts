// Would catch: a weak backend taken for a keyring (the table of measured sessions), the async call that kills Electron 42,
// and asking before the app is ready.
import { expect, test, vi } from 'vitest'
import { createSafeStorageProvider, type SafeStorageDeps, type SafeStorageLike } from './safe-storage'

interface Played {
  readonly backend?: string
  readonly available?: boolean
  readonly prefix?: string
  readonly decryptFails?: boolean
}

function play({
  backend = 'gnome_libsecret',
  available = true,
  prefix = 'v11',
  decryptFails,
}: Played): SafeStorageLike {
  const decrypt = (encrypted: Buffer): string => {
    if (decryptFails) throw new Error('Error while decrypting the ciphertext')
    return encrypted.subarray(3).toString()
  }
  const encrypt = (plain: string): Buffer => {
    if (!available) throw new Error('Error while encrypting the text')
    return Buffer.from(prefix + plain)
  }
  return {
    isEncryptionAvailable: () => available,
    encryptString: encrypt,
    decryptString: decrypt,
    getSelectedStorageBackend: () => backend,
    isAsyncEncryptionAvailable: () => Promise.resolve(available),
    encryptStringAsync: (plain) => Promise.resolve(encrypt(plain)),
    decryptStringAsync: (encrypted) => Promise.resolve({ result: decrypt(encrypted), shouldReEncrypt: true }),
  }
}

function provider(safeStorage: SafeStorageLike, more: Partial<SafeStorageDeps> = {}) {
  const note = vi.fn()
  return createSafeStorageProvider({
    ...{ safeStorage, electronMajor: 45, whenReady: () => Promise.resolve() },
    log: { debug: note, info: note, warn: note, error: note },
    ...more,
  })
}

const PLAIN = Uint8Array.from([0, 255, 1, 254])

test.each<[string, Played, boolean]>([
  ['no D-Bus', { backend: 'basic_text', available: false }, false],
  ['desktop GNOME, no keyring running', { backend: 'gnome_libsecret', available: false }, false],
  ['keyring unlocked, desktop GNOME', { backend: 'gnome_libsecret' }, true],
  ['kwallet', { backend: 'kwallet6' }, true],
  ['after setUsePlainTextEncryption(true)', { backend: 'basic_text', prefix: 'v10' }, false],
  ['a strong name with the weak key', { backend: 'gnome_libsecret', prefix: 'v10' }, false],
  ['a weak name with a strong prefix', { backend: 'basic_text' }, false],
  ['before the app is ready', { backend: 'unknown' }, false],
  ['encrypts and cannot decrypt', { decryptFails: true }, false],
])('%s: strong is %o', async (_, played, strong) => {
  expect(await provider(play(played)).available()).toBe(strong)
  expect((await provider(play(played)).wrap(PLAIN)).ok).toBe(strong)
})

test('off Linux there are neither backend names nor prefixes: the flag and the probe decide', async () => {
  for (const available of [true, false]) {
    const storage = play({ prefix: 'DPA', available })
    delete storage.getSelectedStorageBackend
    expect(await provider(storage).available()).toBe(available)
  }
})

test('bytes come back as they were', async () => {
  const keyring = provider(play({}))
  const wrapped = await keyring.wrap(PLAIN)
  expect(wrapped.ok && (await keyring.unwrap(wrapped.data))).toEqual({ ok: true, data: Buffer.from(PLAIN) })
})

test('up to Electron 45 the async trio is never touched, not even to ask', async () => {
  const storage = play({})
  const deadly = vi.fn(() => Promise.reject(new Error('SIGSEGV')))
  Object.assign(storage, {
    isAsyncEncryptionAvailable: deadly,
    encryptStringAsync: deadly,
    decryptStringAsync: deadly,
  })
  const keyring = provider(storage, { electronMajor: 45 })
  const wrapped = await keyring.wrap(PLAIN)
  if (wrapped.ok) await keyring.unwrap(wrapped.data)
  expect(wrapped.ok).toBe(true)
  expect(deadly).not.toHaveBeenCalled()
})

test('from Electron 46 on the async trio is used once it says it is available, and a rotated key is told', async () => {
  const storage = play({})
  delete storage.isEncryptionAvailable
  delete storage.encryptString
  delete storage.decryptString
  const keyring = provider(storage, { electronMajor: 46 })
  const wrapped = await keyring.wrap(PLAIN)
  expect(wrapped.ok && (await keyring.unwrap(wrapped.data)).ok).toBe(true)
  expect(keyring.shouldRewrap?.()).toBe(true)

  const refusing = play({})
  const encryptStringAsync = vi.fn(() => Promise.reject(new Error('must not be called')))
  Object.assign(refusing, { isAsyncEncryptionAvailable: () => Promise.resolve(false), encryptStringAsync })
  expect((await provider(refusing, { electronMajor: 46 }).wrap(PLAIN)).ok).toBe(false)
  expect(encryptStringAsync).not.toHaveBeenCalled()
})

test('a keyring that is away is told from one that does not know the key, and a weak ciphertext is never unwrapped', async () => {
  const away = await provider(play({ available: false })).unwrap(Buffer.from('v11xxxx'))
  expect(away).toMatchObject({ error: { code: 'vault.keyringUnavailable' } })
  const storage = play({})
  const decrypt = storage.decryptString
  storage.decryptString = (encrypted) => {
    if (encrypted.includes('foreign')) throw new Error('Error while decrypting the ciphertext')
    return decrypt?.(encrypted) ?? ''
  }
  expect(await provider(storage).unwrap(Buffer.from('v11foreign'))).toMatchObject({
    error: { code: 'vault.keyringChanged' },
  })
  expect(await provider(storage).unwrap(Buffer.from('v10known'))).toMatchObject({
    error: { code: 'vault.keyringChanged' },
  })
})

test('asks nothing before the app is ready', async () => {
  const ready = Promise.withResolvers<undefined>()
  const storage = play({})
  const asked = vi.spyOn(storage, 'isEncryptionAvailable')
  const answer = provider(storage, { whenReady: () => ready.promise }).available()
  await Promise.resolve()
  expect(asked).not.toHaveBeenCalled()
  ready.resolve(undefined)
  expect(await answer).toBe(true)
})

test('a safeStorage without any known trio is no keyring', async () => {
  expect(await provider({ getSelectedStorageBackend: () => 'gnome_libsecret' }).available()).toBe(false)
})
