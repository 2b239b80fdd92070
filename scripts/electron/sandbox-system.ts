// What this system allows the sandbox of Electron, and setting up its helper where we are root.
import { chmodSync, chownSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Problem, say } from '../lib/problem.ts'
import { capture } from '../lib/run.ts'
import { NOBODY, unprivileged } from '../lib/unprivileged.ts'
import { sandboxAdvice, sandboxFor } from './sandbox.ts'
import type { Sandbox } from './sandbox.ts'
import { hasProgram } from './system.ts'

const SETUID = 0o4000
const HELPER_MODE = 0o4755

const helperOf = (executable: string): string => join(dirname(executable), 'chrome-sandbox')

const isHelperReady = (helper: string): boolean => {
  const info = statSync(helper, { throwIfNoEntry: false })
  return info !== undefined && info.uid === 0 && (info.mode & SETUID) !== 0
}

const reads = (path: string, value: string): boolean => {
  try {
    return readFileSync(path, 'utf8').trim() === value
  } catch {
    return false
  }
}

/** Tried where `unshare` is there; else the switches of Debian and Ubuntu are believed. */
const hasNamespaces = (): boolean => {
  const [command, ...args] = unprivileged('unshare', ['--user', '--pid', '--net', '--fork', 'true'])
  if (hasProgram('unshare')) return capture(command, args).code === 0
  return (
    !reads('/proc/sys/kernel/unprivileged_userns_clone', '0') &&
    !reads('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1')
  )
}

const sandboxOf = (executable: string, uid: number): Sandbox => {
  const isAsked = process.platform === 'linux' && uid !== 0
  return sandboxFor({
    platform: process.platform,
    uid,
    namespaces: isAsked && hasNamespaces(),
    helperReady: isAsked && isHelperReady(helperOf(executable)),
  })
}

/**
 * Arguments for an Electron that we run as ourselves.
 * @throws Problem with the exact command where an ordinary user's sandbox cannot work.
 */
export const sandboxArgs = (executable: string): readonly string[] => {
  const sandbox = sandboxOf(executable, process.getuid?.() ?? -1)
  switch (sandbox.kind) {
    case 'on':
      return []
    case 'off':
      say('Running as root, so without the OS sandbox; as an ordinary user it is on.')
      return sandbox.args
    case 'impossible':
      throw new Problem(sandboxAdvice(helperOf(executable)))
  }
}

/**
 * Makes the sandbox work for the unprivileged user that tests run as.
 * @throws Problem with the exact command where that is not ours to do.
 */
export const ensureSandboxForTests = (executable: string): void => {
  const isRoot = process.getuid?.() === 0
  if (sandboxOf(executable, isRoot ? NOBODY : (process.getuid?.() ?? -1)).kind !== 'impossible') return
  const helper = helperOf(executable)
  if (!isRoot) throw new Problem(sandboxAdvice(helper))
  say(`Ordinary users cannot make namespaces here; setting up the sandbox's helper instead: ${helper}`)
  chownSync(helper, 0, 0)
  chmodSync(helper, HELPER_MODE)
}
