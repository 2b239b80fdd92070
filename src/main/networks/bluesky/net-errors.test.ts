import { describe, expect, it } from 'vitest'
import { toTransportError, TransportError } from './net-errors'

const coded = (code: string): Error => Object.assign(new Error(code), { code })

describe('toTransportError', () => {
  it.each([
    ['ENOTFOUND', 'net.dns', 'neverSent'],
    ['ECONNREFUSED', 'net.refused', 'neverSent'],
    ['UND_ERR_CONNECT_TIMEOUT', 'net.timeout', 'neverSent'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'net.tls', 'neverSent'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'net.tls', 'neverSent'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'net.tls', 'neverSent'],
    // From here on the request may have arrived: calling it unsent would have it sent twice.
    ['UND_ERR_HEADERS_TIMEOUT', 'net.timeout', 'unknown'],
    ['UND_ERR_BODY_TIMEOUT', 'net.timeout', 'unknown'],
    ['ECONNRESET', 'net.reset', 'unknown'],
    ['UND_ERR_SOCKET', 'net.reset', 'unknown'],
    ['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'net.tls', 'unknown'],
    ['SOMETHING_NEW', 'net.reset', 'unknown'],
  ])('would catch %s being taken for something else', (code, expected, phase) => {
    const wrapped = new TypeError('fetch failed', { cause: coded(code) })
    expect(toTransportError(wrapped, 'h')).toMatchObject({ code: expected, phase, host: 'h' })
  })

  it('would catch the cause of a dual-stack failure being missed', () => {
    const both = new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')])
    expect(toTransportError(new TypeError('fetch failed', { cause: both }), 'h').code).toBe('net.refused')
  })

  it('would catch our own error being wrapped away, or a loop of causes hanging', () => {
    const own = new TransportError('net.tooLarge', 'unknown', 'h')
    expect(toTransportError(new Error('outer', { cause: own }), 'x')).toBe(own)
    const loop = new Error('a')
    loop.cause = loop
    expect(toTransportError(loop, 'h').code).toBe('net.reset')
    expect(toTransportError('a string', 'h').code).toBe('net.reset')
  })
})
