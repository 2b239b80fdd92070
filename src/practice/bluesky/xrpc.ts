// Methods held to their lexicons: parameters and input are checked before the handler, the answer after it.
// Knows the compiled validators of @bsky/sdk; knows no HTTP server and no data.
import type {
  DidString,
  InferMethodInputBody,
  InferMethodOutputBody,
  InferMethodParams,
  Procedure,
  Query,
} from '@atproto/lex'
import { errorOfStatus, XrpcError } from './xrpc-error'

/** A request as it arrived, not yet checked. `viewer` is the caller where one is known. */
export interface RawCall {
  readonly viewer: DidString | undefined
  readonly bearer: string | undefined
  readonly ip: string
  readonly verb: string
  readonly query: URLSearchParams
  readonly contentType: string | undefined
  readonly body: string
  /** Handlers may add headers of their answer here; error answers carry them too. */
  readonly answerHeaders: Record<string, string>
}

/** What a handler of method `M` is called with. */
export interface OpenCall<M extends Procedure | Query> {
  readonly params: InferMethodParams<M>
  readonly input: InferMethodInputBody<M, Uint8Array>
  readonly request: RawCall
}

export interface Call<M extends Procedure | Query> extends OpenCall<M> {
  readonly viewer: DidString
}

export interface Method {
  readonly nsid: string
  /** Checks, runs, checks again. @throws XrpcError for everything that is not a valid answer. */
  run(call: RawCall): unknown
}

/** An answer of ours that breaks its lexicon: a bug of the practice server. */
export class BrokenAnswer extends XrpcError {
  constructor(nsid: string, reason: string) {
    super(500, 'InternalServerError', { message: `${nsid}: ${reason}` })
  }
}

function parseBody(schema: Procedure, call: RawCall): unknown {
  if (schema.input.encoding === undefined) {
    if (call.body !== '') {
      throw new XrpcError(400, 'InvalidRequest', { message: 'A request body was provided when none was expected' })
    }
    return undefined
  }
  if (call.contentType === undefined) {
    throw new XrpcError(400, 'InvalidRequest', { message: 'Request encoding (Content-Type) required but not provided' })
  }
  if (!schema.input.matchesEncoding(call.contentType)) {
    throw new XrpcError(400, 'InvalidRequest', {
      message: `Wrong request encoding (Content-Type): ${call.contentType}`,
    })
  }
  let json: unknown
  try {
    json = JSON.parse(call.body)
  } catch {
    throw new XrpcError(400, 'InvalidRequest', { message: 'Invalid JSON body' })
  }
  const checked = schema.input.schema?.safeParse(json)
  if (checked && !checked.success) {
    throw new XrpcError(400, 'InvalidRequest', { message: `Input: ${checked.reason.message}` })
  }
  return json
}

function parseParams(schema: Procedure | Query, query: URLSearchParams): unknown {
  try {
    return schema.parameters.fromURLSearchParams(query)
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : 'Invalid parameters'
    throw new XrpcError(400, 'InvalidRequest', { message: `Parameters: ${message}` })
  }
}

/** @throws BrokenAnswer when `body` is not what the lexicon promises the client. */
function checkOutput(schema: Procedure | Query, body: unknown): unknown {
  if (schema.output.schema === undefined) return undefined
  const sent: unknown = JSON.parse(JSON.stringify(body))
  const checked = schema.output.schema.safeValidate(sent)
  if (!checked.success) throw new BrokenAnswer(schema.nsid, checked.reason.message)
  return sent
}

/** Binds a handler that needs no known caller to a method of the lexicons (`com.atproto.server.createSession.main`). */
export function openMethod<M extends Procedure | Query>(
  schema: M,
  handler: (call: OpenCall<M>) => InferMethodOutputBody<M, Uint8Array>,
): Method {
  return {
    nsid: schema.nsid,
    run(request) {
      const verb = schema.type === 'procedure' ? 'POST' : 'GET'
      if (request.verb !== verb) {
        const message = `Incorrect HTTP method (${request.verb}) expected ${verb}`
        throw new XrpcError(405, 'InvalidRequest', { message })
      }
      const params = parseParams(schema, request.query) as InferMethodParams<M>
      const input = schema.type === 'procedure' ? parseBody(schema, request) : undefined
      const call = { params, input: input as InferMethodInputBody<M, Uint8Array>, request }
      return checkOutput(schema, handler(call))
    },
  }
}

/** Binds a handler to a method that only a known caller may use. */
export function method<M extends Procedure | Query>(
  schema: M,
  handler: (call: Call<M>) => InferMethodOutputBody<M, Uint8Array>,
): Method {
  return {
    nsid: schema.nsid,
    run(request) {
      const { viewer } = request
      if (viewer === undefined) throw new XrpcError(401, 'MissingJwt', { message: 'missing jwt' })
      return openMethod(schema, (call) => handler({ ...call, viewer })).run(request)
    },
  }
}

/** The error answer for anything thrown; what is not an `XrpcError` is a bug and says nothing about itself. */
export function errorAnswer(thrown: unknown): {
  status: number
  body: { error: string; message: string }
  headers: Readonly<Record<string, string>>
} {
  if (thrown instanceof XrpcError && !(thrown instanceof BrokenAnswer)) {
    return { status: thrown.status, body: { error: thrown.error, message: thrown.message }, headers: thrown.headers }
  }
  return { status: 500, body: errorOfStatus(500), headers: {} }
}
