// A process that changes a vault and kills itself at a named point of the write, as a crash would.
// argv: folder, scenario, place, step, and at which time that point is passed. Prints `acknowledged` when it got through.
import { OTHER_PASSPHRASE, PASSPHRASE, TestKeyring, CHEAP } from './kit'
import { createVault } from '../index'

const silent = (): void => undefined
const [dir = '', scenario, place, step, nth] = process.argv.slice(2)

let left = Number(nth)
const vault = createVault({
  dir,
  keyring: new TestKeyring('gone'),
  clock: () => 0,
  log: { debug: silent, info: silent, warn: silent, error: silent },
  scrypt: CHEAP,
  onWriteStep: (atPlace, atStep) => {
    if (atPlace === place && atStep === step && --left === 0) process.kill(process.pid, 'SIGKILL')
  },
})

if (scenario === 'create') await vault.useMemory()
else await vault.unlock(PASSPHRASE)
const done =
  scenario === 'create'
    ? [await vault.write('a', 'f', 'new'), await vault.setPassphrase(PASSPHRASE)]
    : scenario === 'passphrase'
      ? [await vault.setPassphrase(OTHER_PASSPHRASE)]
      : [await vault.write('a', 'f', 'new')]
if (done.every((each) => each.ok)) process.stdout.write('acknowledged')
