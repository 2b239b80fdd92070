import { describe, expect, it } from 'vitest'
import { isPrivateAddress, plainHttpRule } from './http-rule'

const rule = (origin: string, allowHttp: boolean, appAllows: boolean) =>
  plainHttpRule({ origin, allowHttp, allowHttpOrigin: () => appAllows })

describe('plainHttpRule', () => {
  it.each([
    ['https anywhere', 'https://acme.bitrix24.com', false, false, 'https'],
    ['loopback with the app’s leave', 'http://127.0.0.1:9000', false, true, 'allowed'],
    ['loopback on the owner’s word alone', 'http://localhost:9000', true, false, 'refused'],
    ['IPv6 loopback without leave', 'http://[::1]:9000', true, false, 'refused'],
    ['a private address on the owner’s word', 'http://192.168.1.5', true, false, 'ifPrivate'],
    ['a private address without it', 'http://192.168.1.5', false, true, 'refused'],
    ['an intranet name: the address will tell', 'http://portal.company.example', true, false, 'ifPrivate'],
    ['a public address, whoever allows it', 'http://8.8.8.8', true, true, 'refused'],
    ['a public IPv6 address', 'http://[2a00:1450::1]', true, true, 'refused'],
    ['another scheme', 'ftp://192.168.1.5', true, true, 'refused'],
  ] as const)('%s', (_, origin, owner, app, expected) => expect(rule(origin, owner, app)).toBe(expected))

  it.each([
    ['10.1.2.3', true],
    ['172.31.0.1', true],
    ['172.32.0.1', false],
    ['192.168.0.1', true],
    ['::ffff:10.0.0.1', true],
    ['::ffff:8.8.8.8', false],
    ['fd00::1', true],
    ['fe80::1', true],
    ['2001:db8::1', false],
    ['8.8.8.8', false],
    ['portal', false],
  ])('%s private: %s', (address, expected) => expect(isPrivateAddress(address)).toBe(expected))
})
