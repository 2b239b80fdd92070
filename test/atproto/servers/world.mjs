// Everything one test file needs: directory, login server, the spoiling proxy before it, chat service, and accounts.
import { createSecretKey } from 'node:crypto'
import { SignJWT, decodeJwt } from 'jose'
import { startChat } from './chat.mjs'
import { startFront } from './front.mjs'
import { startPds } from './pds.mjs'
import { startPlc } from './plc.mjs'

async function post(base, nsid, body, token) {
  const response = await fetch(`${base}/xrpc/${nsid}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  })
  const json = await response.json()
  if (!response.ok) throw new Error(`${nsid}: ${response.status} ${JSON.stringify(json)}`)
  return json
}

async function createPerson({ pds, chat, name }) {
  const handle = `${name}.test`
  const email = `${name}@example.test`
  const password = `${name}-account-password`
  const { did, accessJwt } = await post(pds.url, 'com.atproto.server.createAccount', { handle, email, password })
  chat.state.handles.set(did, handle)
  const appPassword = async (privileged) =>
    (await post(pds.url, 'com.atproto.server.createAppPassword', { name: String(privileged), privileged }, accessJwt))
      .password
  return {
    did,
    handle,
    email,
    password,
    appPassword: await appPassword(true),
    plainAppPassword: await appPassword(false),
  }
}

/** An access token as the server itself would have made it, over two hours ago. */
async function expiredToken(jwtSecret, accessJwt) {
  const { aud, scope, sub } = decodeJwt(accessJwt)
  const seconds = Math.floor(Date.now() / 1000)
  return new SignJWT({ scope })
    .setProtectedHeader({ typ: 'at+jwt', alg: 'HS256' })
    .setAudience(aud)
    .setSubject(sub)
    .setIssuedAt(seconds - 7300)
    .setExpirationTime(seconds - 100)
    .sign(createSecretKey(Buffer.from(jwtSecret)))
}

export async function startWorld(options = {}) {
  const plc = await startPlc()
  // What the world knows as the login server, and another way in: a host that is not the account's own.
  const [front, otherHost] = [await startFront(), await startFront()]
  const pds = await startPds({ plcUrl: plc.url, publicPort: front.port, ...options })
  front.target = pds.url
  otherHost.target = pds.url
  const chat = await startChat({ plcUrl: plc.url })
  return {
    plc,
    pds,
    chat,
    front,
    otherHost,
    person: (name) => createPerson({ pds, chat, name }),
    expiredToken: (accessJwt) => expiredToken(pds.jwtSecret, accessJwt),
    revoke: (refreshJwt) =>
      fetch(`${pds.url}/xrpc/com.atproto.server.deleteSession`, {
        method: 'POST',
        headers: { authorization: `Bearer ${refreshJwt}` },
      }),
    close: async () => {
      for (const server of [front, otherHost, pds, chat, plc]) await server.close()
    },
  }
}
