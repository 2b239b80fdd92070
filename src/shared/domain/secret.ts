// A value that must not be seen: it prints, logs and serialises as `[secret]`, and has to be asked for by name.
// Also the one list of names that smell of a secret. Pure; knows no vault and no log.

export const REDACTED = '[secret]'

/** Node prints objects through this; it is the same symbol in every copy of the runtime. */
const INSPECT = Symbol.for('nodejs.util.inspect.custom')

/** Wraps a secret so that it does not leave by accident. Structured clone and JSON see no value either. */
export class Secret<T extends string = string> {
  readonly #value: T

  constructor(value: T) {
    this.#value = value
  }

  /** The value itself: call it where it is used, and keep the answer nowhere. */
  reveal(): T {
    return this.#value
  }

  toString(): string {
    return REDACTED
  }

  toJSON(): string {
    return REDACTED
  }

  [INSPECT](): string {
    return REDACTED
  }

  get [Symbol.toStringTag](): string {
    return 'Secret'
  }
}

/**
 * Parts of names that say a secret is inside. `downloadUrl` and `uploadUrl` of a webhook carry its code
 * (undocumented: seen in the server's answers of `disk.*` and `im.v2.File.download`).
 */
const SMELLS = [
  'webhookurl',
  'webhookcode',
  'webhooksecret',
  'incomingwebhook',
  'password',
  'passwd',
  'passphrase',
  'secret',
  'token',
  'jwt',
  'authorization',
  'cookie',
  'credential',
  'apikey',
  'privatekey',
  'sessid',
  'downloadurl',
  'uploadurl',
  'signature',
]
/** Names that are secret only as a whole word. */
const WHOLE = ['auth', 'pwd', 'pass', 'webhook']

/** True for names such as `appPassword`, `DOWNLOAD_URL`, `access_token`, `refreshJwt`, `auth`. */
export function smellsOfSecret(name: string): boolean {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '')
  return WHOLE.includes(plain) || SMELLS.some((smell) => plain.includes(smell))
}
