// The one error handlers throw: a status, a name and a message, as XRPC answers them (https://atproto.com/specs/xrpc#error-responses).

/** A refusal that becomes the answer `{ error, message }` with `status`. */
export class XrpcError extends Error {
  readonly status: number
  readonly error: string
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, error: string, options: { message?: string; headers?: Record<string, string> } = {}) {
    super(options.message ?? error)
    this.status = status
    this.error = error
    this.headers = options.headers ?? {}
  }
}

/** A 400 by which a method says no: one of the names its lexicon declares, or `InvalidRequest`. */
export function refuse(error: string, message?: string): never {
  throw new XrpcError(400, error, message === undefined ? {} : { message })
}

/** Names and texts the reference implementation gives to a bare HTTP status (`ResponseType` of @atproto/xrpc). */
const STATUS_ERRORS: Readonly<Record<number, readonly [string, string]>> = {
  400: ['InvalidRequest', 'Invalid Request'],
  401: ['AuthenticationRequired', 'Authentication Required'],
  403: ['Forbidden', 'Forbidden'],
  404: ['XRPCNotSupported', 'XRPC Not Supported'],
  413: ['PayloadTooLarge', 'Payload Too Large'],
  415: ['UnsupportedMediaType', 'Unsupported Media Type'],
  429: ['RateLimitExceeded', 'Rate Limit Exceeded'],
  500: ['InternalServerError', 'Internal Server Error'],
  501: ['MethodNotImplemented', 'Method Not Implemented'],
  502: ['UpstreamFailure', 'Upstream Failure'],
  503: ['NotEnoughResources', 'Not Enough Resources'],
  504: ['UpstreamTimeout', 'Upstream Timeout'],
}

/** The error for a status that came without a readable body. */
export function errorOfStatus(status: number): { error: string; message: string } {
  const [error, message] = STATUS_ERRORS[status] ??
    STATUS_ERRORS[status >= 500 ? 500 : 400] ?? ['InvalidRequest', 'Invalid Request']
  return { error, message }
}
