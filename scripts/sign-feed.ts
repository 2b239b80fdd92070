// `node scripts/sign-feed.ts new-key KEY-FILE`: a new key; its public half goes into src/main/platform/updates/built-in.ts.
// `node scripts/sign-feed.ts KEY-FILE linux-x64 FILE…`: the feed's file for these installers, beside the first of them.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { inRoot } from './lib/paths.ts'
import { Problem, runMain, say } from './lib/problem.ts'
import { newKeys, signFeed } from './package/feed.ts'

const USAGE = 'Say what to do: sign-feed.ts new-key KEY-FILE, or sign-feed.ts KEY-FILE SYSTEM-ARCH FILE…'

const makeKey = (path: string): void => {
  if (existsSync(path)) throw new Problem(`${path} is there already: a key that signed a feed must not be lost.`)
  const { privateKey, publicKey } = newKeys()
  writeFileSync(path, privateKey, { mode: 0o600 })
  say(`The private key is in ${path}: keep it off this machine's backups and out of every repository.`)
  console.log(publicKey.trim())
}

const signFiles = (keyFile: string, machine: string, files: readonly [string, ...string[]]): void => {
  const [, system, arch] = /^(linux|win32|darwin)-(x64|arm64)$/.exec(machine) ?? []
  if (system === undefined || arch === undefined) throw new Problem(`${machine} is no system, e.g. linux-x64.`)
  for (const path of [keyFile, ...files]) if (!existsSync(path)) throw new Problem(`${path} is not there.`)
  const test = files.find((path) => path.includes('-test') || path.includes('~test'))
  if (test !== undefined) throw new Problem(`${test} is a test build, which is never handed out.`)
  const { version } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')) as { version: string }
  const feed = { version, system, arch, released: new Date().toISOString(), files }
  const path = join(dirname(files[0]), `${machine}.json`)
  writeFileSync(path, signFeed(feed, readFileSync(keyFile, 'utf8')))
  say(`Signed ${version} for ${machine}: ${path}. Put it and the files into the feed's folder, the files first.`)
}

await runMain(async () => {
  const [first, second, ...files] = process.argv.slice(2)
  if (first === undefined || second === undefined) throw new Problem(USAGE)
  if (first === 'new-key') makeKey(second)
  else if (files[0] === undefined) throw new Problem(USAGE)
  else signFiles(first, second, [files[0], ...files.slice(1)])
  return Promise.resolve(0)
})
