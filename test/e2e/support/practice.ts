// A practice portal of a test's own: started as `npm run practice` starts it, steered by its control address.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { PracticeInfo as Announced } from '../../../src/practice/types'

export const ROOT = join(import.meta.dirname, '../../..')

/** What it announces; started as here it always opens its control door. */
export type PracticeInfo = Announced & { readonly control: string }

export interface Arrived {
  readonly number: number
  readonly service: string
  readonly portal: string
  readonly method: string
  readonly params: Readonly<Record<string, unknown>>
  readonly processed: boolean
  readonly status: number
}

export interface Practice {
  readonly info: PracticeInfo
  /** Asks the control address; rejects on anything but 2xx. */
  control(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown>
  fault(fault: Readonly<Record<string, unknown>>): Promise<void>
  /** What reached the portal for a method, in order. */
  arrived(method: string): Promise<readonly Arrived[]>
  close(): Promise<void>
}

/** Starts it and waits for its one line. Arguments as `npm run practice` takes them, e.g. `--still`. */
export async function startPractice(args: readonly string[] = []): Promise<Practice> {
  const entry = join(ROOT, 'out/main/practice.js')
  const child = spawn(process.execPath, [entry, '--control', ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const [line] = (await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(() => Promise.reject(new Error('the practice portal ended before it announced itself'))),
  ])) as [string]
  const info = JSON.parse(line) as PracticeInfo
  const control: Practice['control'] = async (method, path, body) => {
    const answer = await fetch(new URL(path, info.control), {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`control ${method} ${path}: ${answer.status} ${text}`)
    return text === '' ? undefined : (JSON.parse(text) as unknown)
  }
  return {
    info,
    control,
    fault: async (fault) => void (await control('POST', 'faults', fault)),
    async arrived(method) {
      const answer = (await control('GET', `arrived?method=${encodeURIComponent(method)}`)) as {
        arrived: readonly Arrived[]
      }
      return answer.arrived
    },
    async close() {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}
