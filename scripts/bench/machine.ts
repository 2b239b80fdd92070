// What the numbers were measured on, in one line.
import { arch, cpus, loadavg, platform, totalmem } from 'node:os'
import { capture } from '../lib/run.ts'
import { Problem } from '../lib/problem.ts'

const GIB = 1024 ** 3

/** @returns the version of an Electron executable, as it says itself. */
export const electronVersion = (executable: string): string => {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const { code, stdout } = capture(executable, ['-p', 'process.versions.electron'], { env })
  if (code !== 0 || !/^\d+\.\d+\.\d+/.test(stdout)) throw new Problem(`${executable} does not say its version.`)
  return stdout.trim()
}

/** Work waiting on the whole machine, as an average of the last minute: above the number of cores, readings are too high. */
export const loadNow = (): number => loadavg()[0] ?? 0

export interface Taken {
  readonly electron: string
  readonly at: Date
  readonly loadBefore: number
}

/** The facts under a section's heading. */
export const machineFacts = ({ electron, at, loadBefore }: Taken): string => {
  const cores = cpus()
  const memory = `${(totalmem() / GIB).toFixed(0)} GiB`
  return [
    `Measured ${at.toISOString().slice(0, 10)} on ${cores.length} × ${cores[0]?.model.trim() ?? arch()}, ${memory}, ${platform()}`,
    `Node ${process.versions.node}, Electron ${electron}`,
    `load before the run ${loadBefore.toFixed(1)}.`,
  ].join('; ')
}
