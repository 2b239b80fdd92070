// A wire between the app and a portal that can be cut and mended: nobody listens on its port meanwhile.
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

export interface Wire {
  /** The webhook's address, by way of the wire. */
  readonly address: string
  /** Connections are dropped, and new ones refused. */
  down(): Promise<void>
  up(): Promise<void>
  close(): Promise<void>
}

/** Lays a wire to the portal of a webhook address, which is on loopback. */
export async function layWire(webhook: string): Promise<Wire> {
  const target = new URL(webhook)
  const sockets = new Set<Socket>()
  let server: Server | undefined
  const keep = (socket: Socket): Socket => {
    sockets.add(socket)
    return socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
  }
  const listen = async (port: number): Promise<number> => {
    server = createServer((near) => {
      const far = keep(connect(Number(target.port), target.hostname))
      keep(near).pipe(far).pipe(near)
      near.on('close', () => far.destroy())
      far.on('close', () => near.destroy())
    })
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  const down = async (): Promise<void> => {
    if (!server) return
    const closed = once(server, 'close')
    server.close()
    server = undefined
    for (const socket of sockets) socket.destroy()
    await closed
  }
  const port = await listen(0)
  return {
    address: `${target.protocol}//127.0.0.1:${String(port)}${target.pathname}`,
    down,
    up: async () => void (await listen(port)),
    close: down,
  }
}
