// The stand-in for Bluesky's chat service. @atproto/xrpc-server checks every parameter, input and output against the
// lexicons of the pinned @bsky/sdk; the caller is whoever the login server's signed service token names.
import fs from 'node:fs'
import http from 'node:http'
import { createRequire } from 'node:module'
import path from 'node:path'
import { IdResolver, getDidKeyFromMultibase } from '@atproto/identity'
import { XRPCError, createServer, verifyJwt } from '@atproto/xrpc-server'
import { ChatState } from './chat-state.mjs'
import { convoView, linkView, member, previewView, profile, requestView } from './chat-views.mjs'
import { listen } from './listen.mjs'

function readLexicons() {
  const dir = path.join(path.dirname(createRequire(import.meta.url).resolve('@bsky/sdk')), '../lexicons')
  return fs
    .readdirSync(dir, { recursive: true })
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(fs.readFileSync(path.join(dir, name), 'utf8')))
    .filter((document) => document.defs.main?.type !== 'permission-set')
}

const methods = (state) => ({
  'convo.getLog': ({ params }) => ({ cursor: params.cursor ?? '2222222222222', logs: [] }),
  'convo.listConvos': ({ viewer }) => ({
    convos: [...state.convos.values()]
      .filter((convo) => convo.members.has(viewer))
      .map((convo) => convoView(state, convo, viewer)),
  }),
  'convo.listConvoRequests': ({ viewer }) => ({
    requests: [...state.convos.values()]
      .filter((convo) => convo.requests.has(viewer))
      .map((convo) => requestView(state, convo, viewer)),
  }),
  'convo.getConvo': ({ viewer, params }) => ({ convo: convoView(state, state.of(params.convoId, viewer), viewer) }),
  'convo.getConvoMembers': ({ viewer, params }) => {
    const convo = state.of(params.convoId, viewer)
    return { members: [...convo.members.keys()].map((did) => member(state, convo, did)) }
  },
  'convo.getMessages': ({ viewer, params }) => ({
    messages: state
      .of(params.convoId, viewer)
      .messages.slice(-params.limit)
      .reverse()
      .map((message) => ({ $type: 'chat.bsky.convo.defs#messageView', ...message })),
  }),
  'convo.sendMessage': ({ viewer, input }) => state.say(viewer, input.convoId, input.message.text),
  'group.getJoinLinkPreviews': ({ viewer, params }) => ({
    joinLinkPreviews: params.codes.map((code) => previewView(state, code, viewer)),
  }),
  'group.requestJoin': ({ viewer, input }) => {
    const { convo, status } = state.requestJoin(viewer, input.code)
    return status === 'joined' ? { status, convo: convoView(state, convo, viewer) } : { status }
  },
  'group.withdrawJoinRequest': ({ viewer, input }) => {
    state.withdraw(viewer, input.convoId)
    return {}
  },
})

/** What only the owner of a group may do, and leaving. */
const ownerMethods = (state) => {
  const changed = (viewer, convoId, change) => ({
    joinLink: linkView(Object.assign(state.owned(convoId, viewer).link, change)),
  })
  return {
    'group.listJoinRequests': ({ viewer, params }) => ({
      requests: [...state.owned(params.convoId, viewer).requests].map(([did, { at }]) => ({
        convoId: params.convoId,
        requestedBy: profile(state, did),
        requestedAt: at,
      })),
    }),
    'group.approveJoinRequest': ({ viewer, input }) => {
      const convo = state.owned(input.convoId, viewer)
      state.approve(convo, input.member)
      return { convo: convoView(state, convo, viewer) }
    },
    'group.rejectJoinRequest': ({ viewer, input }) => {
      state.reject(state.owned(input.convoId, viewer), input.member)
      return {}
    },
    'group.editJoinLink': ({ viewer, input: { convoId, ...change } }) => changed(viewer, convoId, change),
    'group.disableJoinLink': ({ viewer, input }) => changed(viewer, input.convoId, { enabled: false }),
    'group.enableJoinLink': ({ viewer, input }) => changed(viewer, input.convoId, { enabled: true }),
    'convo.leaveConvo': ({ viewer, input }) => ({ convoId: input.convoId, rev: state.leave(viewer, input.convoId) }),
  }
}

/** Reads the service token that the login server signed for this one call. https://atproto.com/specs/xrpc#inter-service-authentication-jwt */
const verifier = (plcUrl, ownDid) => {
  const resolver = new IdResolver({ plcUrl, fetch: globalThis.fetch })
  return async ({ req }) => {
    const header = req.headers.authorization ?? ''
    if (!header.startsWith('Bearer ')) throw new XRPCError(401, 'missing jwt', 'MissingJwt')
    const payload = await verifyJwt(
      header.slice(7),
      ownDid(),
      req.path.replace('/xrpc/', ''),
      async (issuer, force) => {
        const document = await resolver.did.resolve(issuer.split('#')[0], force)
        const method = document?.verificationMethod?.find(({ id }) => id.endsWith('#atproto'))
        return getDidKeyFromMultibase({ type: method.type, publicKeyMultibase: method.publicKeyMultibase })
      },
    )
    return { credentials: { did: payload.iss } }
  }
}

function buildXrpc({ state, auth, calls, unexpected }) {
  const server = createServer(readLexicons(), {
    // An answer that breaks the lexicon becomes a 500.
    validateResponse: true,
    errorParser: (error) => {
      const parsed = XRPCError.fromError(error)
      if (parsed.statusCode >= 500) unexpected.push(error?.cause ?? error)
      return parsed
    },
  })
  const optional = async (context) =>
    context.req.headers.authorization ? auth(context) : { credentials: { did: null } }
  for (const [name, work] of Object.entries({ ...methods(state), ...ownerMethods(state) })) {
    const nsid = `chat.bsky.${name}`
    server.method(nsid, {
      auth: name === 'group.getJoinLinkPreviews' ? optional : auth,
      handler: (context) => {
        const viewer = context.auth.credentials.did
        calls.push({ nsid, viewer })
        return {
          encoding: 'application/json',
          body: work({ viewer, input: context.input?.body, params: context.params }),
        }
      },
    })
  }
  return server.router
}

/** Does the work, then loses the answer on the way back. */
function loseAnswer(router, request, response) {
  const end = response.end.bind(response)
  response.end = () => {
    response.end = end
    request.socket.destroy()
    return response
  }
  router(request, response)
}

function spoil(fault, request, response) {
  request.resume()
  if (fault.destroy) return request.socket.destroy()
  const status = fault.status ?? (fault.body || fault.raw ? 200 : 400)
  response.writeHead(status, { 'content-type': fault.type ?? 'application/json', ...fault.headers })
  return response.end(
    fault.raw ?? JSON.stringify(fault.body ?? { error: fault.error, message: fault.message ?? fault.error }),
  )
}

const didDocument = (did, url) => ({
  '@context': ['https://www.w3.org/ns/did/v1'],
  id: did,
  service: [{ id: '#bsky_chat', type: 'BskyChatService', serviceEndpoint: url }],
})

/** Faults: `{ nsid, status?, error?, message?, body?, raw?, type?, headers?, destroy?, after? }`, each used once. */
export async function startChat({ plcUrl }) {
  const state = new ChatState()
  const [faults, calls, unexpected] = [[], [], []]
  const address = {}
  const auth = verifier(plcUrl, () => address.did)
  const router = buildXrpc({ state, auth, calls, unexpected })
  const server = http.createServer((request, response) => {
    if (request.url === '/.well-known/did.json') {
      response.writeHead(200, { 'content-type': 'application/json' })
      return response.end(JSON.stringify(didDocument(address.did, address.url)))
    }
    const nsid = new URL(request.url, 'http://x').pathname.replace('/xrpc/', '')
    const index = faults.findIndex((fault) => fault.nsid === nsid)
    if (index < 0) return router(request, response)
    const [fault] = faults.splice(index, 1)
    return fault.after ? loseAnswer(router, request, response) : spoil(fault, request, response)
  })
  const { url, port, close } = await listen(server)
  address.url = url
  address.did = `did:web:localhost%3A${port}`
  return { url, service: `${address.did}#bsky_chat`, state, faults, calls, unexpected, close }
}
