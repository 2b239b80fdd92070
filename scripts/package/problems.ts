// Why a target could not be made, as one sentence: what fetching said is many lines of a stranger's stack.
import type { Target } from './targets.ts'

/** electron-builder's tools and Electron itself both come from there. */
export const TOOLS_ADDRESS = 'https://github.com/electron-userland/electron-builder-binaries/releases'

/** Before anything is tried; undefined when nothing speaks against it. */
export const cannotBegin = (target: Target, system: string, reachable: boolean): string | undefined => {
  if (!target.madeOn.some((one) => one === system))
    return `${target.title}: can only be made on ${target.madeOn.join(' or ')}, not on ${system}.`
  if (target.fetches !== undefined && !reachable)
    return `${target.title}: needs ${target.fetches}, which come from github.com, and that cannot be reached from here.`
  return undefined
}
