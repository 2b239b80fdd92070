// `npm run package [-- deb|appimage|nsis|dmg|dir|all …]`: the installable app in dist/.
import { findBase, make } from './package/build.ts'
import type { Base } from './package/build.ts'
import { cannotBegin, TOOLS_ADDRESS } from './package/problems.ts'
import { signingFor } from './package/signing.ts'
import { TARGET_NAMES, targetsFor } from './package/targets.ts'
import type { System, Target } from './package/targets.ts'
import { ensureBuilt } from './lib/build.ts'
import { Problem, runMain, say } from './lib/problem.ts'

const PROBE_MS = 6_000

const canFetchTools = (): Promise<boolean> =>
  fetch(TOOLS_ADDRESS, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) }).then(
    (answer) => answer.ok,
    () => false,
  )

const signingTold = (target: Target): string =>
  target.system === 'here' ? '' : `, ${signingFor(target.system, process.env).told}`

/** @returns whether it was made; why not has then been said. */
const makeOne = async (target: Target, base: Base, reachable: boolean): Promise<boolean> => {
  const problem = cannotBegin(target, process.platform, reachable)
  if (problem !== undefined) {
    say(problem)
    return false
  }
  try {
    for (const path of await make(target, base)) say(`${target.title}: ${path}${signingTold(target)}`)
    return true
  } catch (error) {
    say(`${target.title}: not made. ${error instanceof Error ? error.message : String(error)}`)
    return false
  }
}

await runMain(async () => {
  const chosen = targetsFor(process.argv.slice(2), process.platform as System)
  if ('unknown' in chosen)
    throw new Problem(`Nothing here makes "${chosen.unknown}". There are: ${TARGET_NAMES.join(', ')}, all.`)
  const base = await findBase()
  if (base.warning !== undefined) say(base.warning)
  await ensureBuilt()
  const reachable = chosen.targets.some(({ fetches }) => fetches !== undefined) ? await canFetchTools() : true
  let failed = 0
  for (const target of chosen.targets) if (!(await makeOne(target, base, reachable))) failed += 1
  if (base.warning !== undefined) say(base.warning)
  return failed === 0 ? 0 : 1
})
