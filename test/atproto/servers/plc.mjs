// A small did:plc directory: real checks of every operation (@did-plc/lib), no database.
// https://web.plc.directory/spec/v0.1/did-plc
import http from 'node:http'
import plc from '@did-plc/lib'
import { listen } from './listen.mjs'

const answer = (response, status, body) => {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

async function readJson(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}

async function register(logs, did, operation) {
  const log = logs.get(did) ?? []
  // Throws on a bad signature, predecessor or DID.
  await plc.assureValidNextOp(did, log, operation)
  const { cid } = await plc.getLastOpWithCid([operation])
  logs.set(did, [...log, { did, operation, cid, nullified: false, createdAt: new Date() }])
}

function read(response, log, did, tail) {
  if (!log) return answer(response, 404, { message: `DID not registered: ${did}` })
  const last = log.at(-1).operation
  if (tail === 'log/last') return answer(response, 200, last)
  const data = plc.opToData(did, last)
  return answer(response, 200, tail === 'data' ? data : plc.formatDidDoc(data))
}

export async function startPlc() {
  const logs = new Map()
  const server = http.createServer(async (request, response) => {
    try {
      const [, rawDid, ...rest] = new URL(request.url, 'http://x').pathname.split('/')
      const did = decodeURIComponent(rawDid)
      if (request.method !== 'POST') return read(response, logs.get(did), did, rest.join('/'))
      await register(logs, did, await readJson(request))
      return answer(response, 200, {})
    } catch (error) {
      return answer(response, 400, { message: String(error?.message ?? error) })
    }
  })
  return listen(server)
}
