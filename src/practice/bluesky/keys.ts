// An account's signing key: P-256, one of the two curves of https://atproto.com/specs/cryptography (the other one is not
// in every crypto library this runs under). Signs and verifies ES256 service tokens.
import { createECDH, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
/** Multicodec `p256-pub` as a varint (https://github.com/multiformats/multicodec). */
const P256_PREFIX = Buffer.from([0x80, 0x24])

export interface SigningKey {
  /** `z…`: base58btc of the compressed public key, as DID documents hold it. */
  readonly publicKeyMultibase: string
  /** A compact JWT of `claims`. */
  signJwt(claims: object): string
  /** The claims of a JWT signed with this key, else undefined. */
  verifyJwt(jwt: string): unknown
}

/** Base58btc of bytes that do not begin with zero. */
function base58(bytes: Buffer): string {
  let rest = BigInt(`0x${bytes.toString('hex')}`)
  let text = ''
  while (rest > 0n) {
    text = BASE58.charAt(Number(rest % 58n)) + text
    rest /= 58n
  }
  return text
}

/** The key whose private scalar is `hex` (64 hex digits, not zero and below the curve's order). */
export function signingKey(hex: string): SigningKey {
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(hex, 'hex')
  const point = ecdh.getPublicKey()
  const part = (from: number): string => point.subarray(from, from + 32).toString('base64url')
  const d = Buffer.from(hex, 'hex').toString('base64url')
  const privateKey: KeyObject = createPrivateKey({
    format: 'jwk',
    key: { kty: 'EC', crv: 'P-256', x: part(1), y: part(33), d },
  })
  const publicKey = createPublicKey(privateKey)
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  return {
    publicKeyMultibase: `z${base58(Buffer.concat([P256_PREFIX, ecdh.getPublicKey(null, 'compressed')]))}`,
    signJwt(claims) {
      const text = `${encode({ typ: 'JWT', alg: 'ES256' })}.${encode(claims)}`
      const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' })
      return `${text}.${signature.toString('base64url')}`
    },
    verifyJwt(jwt) {
      const [head = '', body = '', signature = ''] = jwt.split('.')
      const options = { key: publicKey, dsaEncoding: 'ieee-p1363' as const }
      const signed = Buffer.from(`${head}.${body}`)
      if (!verify('sha256', signed, options, Buffer.from(signature, 'base64url'))) return undefined
      return JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as unknown
    },
  }
}
