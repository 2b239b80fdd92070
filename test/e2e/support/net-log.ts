// Chromium's own record of what its network stack was asked for: nothing that a browser process fetches can hide from it.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The switch that makes the app write it. */
export const netLogSwitch = (profile: string): string => `--log-net-log=${join(profile, 'net-log.json')}`

interface NetLog {
  readonly events: readonly { readonly params?: Readonly<Record<string, unknown>> }[]
}

/** Every address that was asked for, and every host looked up or connected to. The app must have ended. */
export async function netLogOf(profile: string): Promise<{ urls: readonly string[]; hosts: readonly string[] }> {
  const log = JSON.parse(await readFile(join(profile, 'net-log.json'), 'utf8')) as NetLog
  const named = (name: string): string[] => [
    ...new Set(log.events.flatMap(({ params }) => (typeof params?.[name] === 'string' ? [params[name]] : []))),
  ]
  return { urls: named('url'), hosts: [...named('host'), ...named('address'), ...named('hostname')] }
}
