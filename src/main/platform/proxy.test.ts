import { expect, it } from 'vitest'
import { proxyUrlOf } from './proxy'

it.each([
  ['DIRECT', undefined],
  ['PROXY proxy.example:8080; DIRECT', 'http://proxy.example:8080'],
  ['HTTPS secure.example:443', 'https://secure.example:443'],
  ['SOCKS5 socks.example:1080; PROXY p:3128', 'http://p:3128'],
  ['DIRECT; PROXY p:3128', undefined],
  ['', undefined],
])('reads %j', (answer, url) => {
  expect(proxyUrlOf(answer)).toBe(url)
})

it.each(['SOCKS5 socks.example:1080', 'PROXY evil@p:3128', 'QUIC q:443;'])('goes around no proxy: %j', (answer) => {
  expect(() => proxyUrlOf(answer)).toThrow('none of the proxies can be used')
})
