// Catches: trust for another certificate or portal than the one shown, a password sent to a host nobody agreed to, http
// offered unasked, secrets left in the form, missing rights untold.
import { describe, expect, it, vi } from 'vitest'
import { fail, ok } from '../../testing/contract'
import { setStage, use } from '../../testing/stage'
import { account } from '../../testing/sample'
import { inGroups } from './presented-certificate'
import { useConnectBitrix24 } from './use-connect-bitrix24'
import { useConnectBluesky } from './use-connect-bluesky'
import { webhookParts } from './webhook-hint'

const FINGERPRINT = Array.from({ length: 32 }, (_, byte) => (byte + 160).toString(16).toUpperCase()).join(':')
const UNKNOWN = fail('net.tls', 'user', { host: 'portal.example.org', fingerprint: FINGERPRINT })

describe('connecting a portal', () => {
  it('offers http only after main refused it, and sends it only when switched on', async () => {
    const stage = setStage({
      'accounts.connectBitrix24': ({ allowHttp }) =>
        allowHttp ? ok(account('a')) : fail('net.httpNotAllowed', 'user'),
    })
    const done = vi.fn()
    const { value: form } = await use(stage, () => useConnectBitrix24(done))
    form.webhookUrl.value = 'http://portal.lan/rest/1/abcdef0123/'
    expect(form.offerHttp.value).toBe(false)
    await form.submit()
    expect(form.offerHttp.value).toBe(true)
    form.allowHttp.value = true
    await form.submit()
    expect(done).toHaveBeenCalledOnce()
    expect(stage.fake.inputs('accounts.connectBitrix24')[0]).not.toHaveProperty('allowHttp')
  })

  it('offers trust after a certificate failure and sends what was given', async () => {
    const stage = setStage({
      'accounts.connectBitrix24': ({ trust }) => (trust ? ok(account('a')) : fail('net.tls', 'user')),
    })
    const { value: form } = await use(stage, () => useConnectBitrix24(() => undefined))
    form.webhookUrl.value = 'https://portal.example.org/rest/1/abcdef0123/'
    await form.submit()
    expect(form.offerTrust.value).toBe(true)
    form.pinSha256.value = ' ab:cd '
    await form.submit()
    expect(stage.fake.inputs('accounts.connectBitrix24')[1]?.trust).toEqual({ pinSha256: 'ab:cd' })
  })

  it('accepts exactly the certificate it shows, and no longer asks an authority for it', async () => {
    const stage = setStage({
      'accounts.connectBitrix24': ({ trust }) => (trust?.pinSha256 ? ok(account('a')) : UNKNOWN),
    })
    const { value: form } = await use(stage, () => useConnectBitrix24(() => undefined))
    form.webhookUrl.value = 'https://portal.example.org/rest/1/abcdef0123/'
    form.caPem.value = 'another authority'
    await form.trustPresented()
    expect(stage.fake.inputs('accounts.connectBitrix24')).toEqual([])
    await form.submit()
    expect(form.presented.value).toMatchObject({ host: 'portal.example.org', fingerprint: FINGERPRINT })
    await form.trustPresented()
    expect(stage.fake.inputs('accounts.connectBitrix24')[1]?.trust).toEqual({ pinSha256: FINGERPRINT })
    expect(form.presented.value).toBeUndefined()
  })

  it('offers no certificate for another address than the one it was met at', async () => {
    const stage = setStage({ 'accounts.connectBitrix24': () => UNKNOWN })
    const { value: form } = await use(stage, () => useConnectBitrix24(() => undefined))
    form.webhookUrl.value = 'https://portal.example.org/rest/1/abcdef0123/'
    await form.submit()
    form.webhookUrl.value = 'https://other.example.org/rest/1/abcdef0123/'
    expect(form.presented.value).toBeUndefined()
    await form.trustPresented()
    expect(stage.fake.inputs('accounts.connectBitrix24')).toHaveLength(1)
  })

  it('offers no certificate where none was seen, nor one that is not the pinned one', async () => {
    const answers = [fail('net.tls', 'user'), fail('net.tlsPinMismatch', 'user', { fingerprint: FINGERPRINT })]
    const stage = setStage({ 'accounts.connectBitrix24': () => answers.shift() ?? ok(account('a')) })
    const { value: form } = await use(stage, () => useConnectBitrix24(() => undefined))
    for (const code of ['net.tls', 'net.tlsPinMismatch']) {
      await form.submit()
      expect(form.error.value?.code).toBe(code)
      expect(form.presented.value).toBeUndefined()
    }
  })

  it('stays to tell missing rights, and forgets the address', async () => {
    const stage = setStage({ 'accounts.connectBitrix24': () => ok(account('a', { missingScopes: ['imopenlines'] })) })
    const done = vi.fn()
    const { value: form } = await use(stage, () => useConnectBitrix24(done))
    form.webhookUrl.value = 'https://a.bitrix24.ru/rest/1/abcdef0123/'
    await form.submit()
    expect(form.connected.value?.missingScopes).toEqual(['imopenlines'])
    expect(form.webhookUrl.value).toBe('')
    expect(done).not.toHaveBeenCalled()
  })

  it('cuts a fingerprint into groups and loses nothing of it', () => {
    const groups = inGroups(FINGERPRINT)
    expect(groups.map((group) => group.length)).toEqual([24, 24, 24, 23])
    expect(groups.join('')).toBe(FINGERPRINT)
  })

  it('hints which part of a half-pasted address is missing', () => {
    expect(webhookParts('https://a.bitrix24.ru/rest/1/')).toEqual({ host: true, user: true, code: false })
    expect(webhookParts('https://a.bitrix24.ru/')).toEqual({ host: true, user: false, code: false })
    expect(webhookParts('')).toEqual({ host: false, user: false, code: false })
    expect(webhookParts('https://a.bitrix24.ru/rest/1/abcdef0123/profile.json')).toEqual({
      host: true,
      user: true,
      code: true,
    })
  })
})

const FOREIGN = fail('bluesky.confirmHost', 'user', { host: 'pds.example.org', serviceUrl: 'https://pds.example.org' })

describe('signing in to Bluesky', () => {
  it('names the host and repeats with it only after the user agreed', async () => {
    const stage = setStage({ 'accounts.connectBluesky': ({ serviceUrl }) => (serviceUrl ? ok(account('a')) : FOREIGN) })
    const { value: form } = await use(stage, () => useConnectBluesky(() => undefined))
    form.identifier.value = 'anna.example.org'
    await form.submit()
    expect(form.askHost.value).toEqual({ host: 'pds.example.org', serviceUrl: 'https://pds.example.org' })
    await form.agreeToHost()
    expect(stage.fake.inputs('accounts.connectBluesky').map(({ serviceUrl }) => serviceUrl)).toEqual([
      undefined,
      'https://pds.example.org',
    ])
  })

  it('asks about the host again when another identifier is typed', async () => {
    const stage = setStage({
      'accounts.connectBluesky': ({ serviceUrl }) => (serviceUrl ? fail('bluesky.wrongPassword', 'user') : FOREIGN),
    })
    const { value: form } = await use(stage, () => useConnectBluesky(() => undefined))
    await form.submit()
    await form.agreeToHost()
    form.identifier.value = 'other.example.org'
    form.forgetAnswers()
    await form.submit()
    expect(stage.fake.inputs('accounts.connectBluesky')[2]).not.toHaveProperty('serviceUrl')
  })

  it('asks about a server the user named before anything is sent, and not about Bluesky’s own', async () => {
    const stage = setStage({ 'accounts.connectBluesky': () => fail('bluesky.wrongPassword', 'user') })
    const { value: form } = await use(stage, () => useConnectBluesky(() => undefined))
    form.server.value = 'pds.example.org:8443'
    await form.submit()
    expect(form.askHost.value).toEqual({ host: 'pds.example.org:8443', serviceUrl: 'pds.example.org:8443' })
    expect(stage.fake.inputs('accounts.connectBluesky')).toEqual([])
    await form.agreeToHost()
    expect(stage.fake.inputs('accounts.connectBluesky')[0]).toMatchObject({ serviceUrl: 'pds.example.org:8443' })
    form.server.value = 'https://bsky.social/'
    form.forgetAnswers()
    await form.submit()
    expect(form.askHost.value).toBeUndefined()
    expect(stage.fake.inputs('accounts.connectBluesky')[1]).not.toHaveProperty('serviceUrl')
  })

  it('shows the code field when the server wants one, and keeps the password meanwhile', async () => {
    const stage = setStage({
      'accounts.connectBluesky': ({ authFactorToken }) =>
        authFactorToken ? ok(account('a')) : fail('bluesky.authFactorRequired', 'user'),
    })
    const { value: form } = await use(stage, () => useConnectBluesky(() => undefined))
    form.appPassword.value = 'abcd-efgh-ijkl-mnop'
    await form.submit()
    expect(form.askCode.value).toBe(true)
    expect(form.appPassword.value).toBe('abcd-efgh-ijkl-mnop')
    form.authFactorToken.value = ' ABC-DEF '
    await form.submit()
    expect(stage.fake.inputs('accounts.connectBluesky')[1]?.authFactorToken).toBe('ABC-DEF')
    expect(form.appPassword.value).toBe('')
  })

  it('uses an account password only when the user insists', async () => {
    const stage = setStage({
      'accounts.connectBluesky': ({ allowAccountPassword }) =>
        allowAccountPassword ? ok(account('a')) : fail('bluesky.accountPassword', 'user'),
    })
    const done = vi.fn()
    const { value: form } = await use(stage, () => useConnectBluesky(done))
    await form.submit()
    expect(form.askAccountPassword.value).toBe(true)
    await form.useAnyway()
    expect(done).toHaveBeenCalledOnce()
  })
})
