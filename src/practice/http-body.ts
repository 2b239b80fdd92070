// Reads a request's body with a size limit. Serves both practice servers.
import type { IncomingMessage } from 'node:http'

/** @returns the body, or `undefined` when it is longer than `limit` bytes or the client went away. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of request) {
      const chunk = part instanceof Uint8Array ? Buffer.from(part) : Buffer.from(String(part))
      size += chunk.length
      if (size > limit) return undefined
      parts.push(chunk)
    }
  } catch {
    return undefined
  }
  return Buffer.concat(parts)
}
