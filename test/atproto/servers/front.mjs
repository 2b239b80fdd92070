// A reverse proxy before the login server that spoils single answers: for what the reference server cannot be asked to do
// (e-mail codes exist only in Bluesky's entryway; outages and odd refusals at a refresh).
import http from 'node:http'
import { listen } from './listen.mjs'

function spoil(fault, request, response) {
  if (fault.destroy) return request.socket.destroy()
  response.writeHead(fault.status ?? 400, { 'content-type': fault.type ?? 'application/json', ...fault.headers })
  return response.end(fault.raw ?? JSON.stringify({ error: fault.error, message: fault.message ?? fault.error }))
}

function pass(target, request, response, body) {
  const headers = { ...request.headers, host: new URL(target).host }
  const upstream = http.request(target + request.url, { method: request.method, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers)
    answer.pipe(response)
  })
  upstream.on('error', () => request.socket.destroy())
  upstream.end(body)
}

/** Faults: `{ nsid, when?(body), times?, status?, error?, message?, raw?, type?, headers?, destroy? }`, first match wins. */
export async function startFront() {
  const front = { target: '' }
  const faults = []
  const seen = []
  const server = http.createServer(async (request, response) => {
    const nsid = new URL(request.url, 'http://x').pathname.replace('/xrpc/', '')
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    seen.push(nsid)
    const index = faults.findIndex((fault) => fault.nsid === nsid && (fault.when?.(body.toString('utf8')) ?? true))
    if (index < 0) return pass(front.target, request, response, body)
    const fault = faults[index]
    fault.times = (fault.times ?? 1) - 1
    if (fault.times <= 0) faults.splice(index, 1)
    return spoil(fault, request, response)
  })
  return Object.assign(front, await listen(server), { faults, seen })
}
