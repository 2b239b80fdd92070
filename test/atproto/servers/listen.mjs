// Opens an HTTP server on loopback, on a port the system chooses, and closes it with everything that still hangs on it.
import { once } from 'node:events'

/** @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>} */
export async function listen(server, port = 0) {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const { port: actual } = server.address()
  return {
    url: `http://localhost:${actual}`,
    port: actual,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
