// A copy of this checkout that an unprivileged user can read; the checkout itself where that is so already.
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { commonTmp } from './common-tmp.ts'
import { ROOT } from './paths.ts'
import { Problem, say } from './problem.ts'
import { capture } from './run.ts'
import { unprivileged } from './unprivileged.ts'

export interface ReadableRoot {
  readonly root: string
  readonly remove: () => Promise<void>
}

/** Left behind when copying: history, reports, and what the tests would not read. */
const LEFT = new Set(['.git', 'test-results', 'playwright-report', 'coverage', 'dist'])

/** Whether the other user can read every file; the first that it cannot is enough to say no. */
const isReadable = (root: string): boolean => {
  const skipped = [...LEFT].flatMap((name) => ['-path', join(root, name), '-prune', '-o'])
  const [command, ...args] = unprivileged('find', [root, ...skipped, '!', '-readable', '-print', '-quit'])
  const answer = capture(command, args)
  return answer.code === 0 && answer.stdout === ''
}

const copy = async (from: string, to: string): Promise<void> => {
  const entries = (await readdir(from)).filter((name) => !LEFT.has(name)).map((name) => join(from, name))
  const copied = capture('cp', ['-a', '--reflink=auto', ...entries, to])
  const opened = capture('chmod', ['-R', 'u+rwX,go+rX', to])
  if (copied.code !== 0 || opened.code !== 0)
    throw new Problem(`The checkout could not be copied to ${to}:\n${copied.stderr}${opened.stderr}`)
}

/**
 * Root's checkouts may stand where nobody else can look (such as /root). Then the tests run from a temporary copy.
 * @throws Problem when the copy cannot be made.
 */
export const readableRoot = async (from = ROOT): Promise<ReadableRoot> => {
  if (isReadable(from)) return { root: from, remove: () => Promise.resolve() }
  const root = await mkdtemp(join(commonTmp(), 'bellhop-copy-'))
  say(`An unprivileged user cannot read ${from}; running from a copy in ${root}.`)
  await copy(from, root)
  return { root, remove: () => rm(root, { recursive: true, force: true }) }
}
