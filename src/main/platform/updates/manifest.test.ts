// Would catch: a manifest that nobody signed, or somebody else did, believed; one that was changed after it was signed;
// one of another system or app; a file name that leads out of the feed.
import { expect, test } from 'vitest'
import { fail, ok } from '../../../shared/contract/result'
import { MACHINE, MANIFEST, newKeys, signed } from './feed.fixtures'
import { readManifest } from './manifest'

const keys = newKeys()
const read = (text: string, publicKey = keys.publicKey) => readManifest(text, publicKey, MACHINE)
const NOT_SIGNED = fail('updates.notSigned')
const BAD = fail('updates.badFeedFile', 'later')

test('what the key signed is believed, to the letter', () => {
  expect(read(signed(MANIFEST, keys))).toEqual(ok(MANIFEST))
})

const changed = (change: (file: { manifest: string; signature: string }) => void): string => {
  const file = JSON.parse(signed(MANIFEST, keys)) as { manifest: string; signature: string }
  change(file)
  return JSON.stringify(file)
}

test.each<[string, string, string?]>([
  ['another key', signed(MANIFEST, newKeys())],
  ['a changed version', changed((file) => (file.manifest = file.manifest.replace('2.0.0', '9.0.0')))],
  ['a space more', changed((file) => (file.manifest += ' '))],
  ['the signature of nothing', changed((file) => (file.signature = ''))],
  ['half a signature', changed((file) => (file.signature = file.signature.slice(0, 44)))],
  ['a build whose key is no key', signed(MANIFEST, keys), 'none'],
])('not believed: %s', (_name, text, publicKey) => {
  expect(read(text, publicKey)).toEqual(NOT_SIGNED)
})

test.each<[string, string]>([
  ['a page of a hotel network', '<html>Sign in</html>'],
  ['a truncated file', signed(MANIFEST, keys).slice(0, 200)],
  ['no signature at all', JSON.stringify({ manifest: JSON.stringify(MANIFEST) })],
  ['a manifest without its wrapping', JSON.stringify(MANIFEST)],
  ['signed nonsense', signed('nonsense', keys)],
  ['another app', signed({ ...MANIFEST, app: 'org.example.other' }, keys)],
  ['another system', signed({ ...MANIFEST, system: 'win32' }, keys)],
  ['another architecture', signed({ ...MANIFEST, arch: 'arm64' }, keys)],
  ['no version', signed({ ...MANIFEST, version: 'newest' }, keys)],
  ['no files', signed({ ...MANIFEST, files: [] }, keys)],
  ['a field nobody knows', signed({ ...MANIFEST, run: 'rm' }, keys)],
  ...['../up', 'https://elsewhere.example/x', '/etc/passwd', 'a/b', '.hidden', 'a b', ''].map(
    (name): [string, string] => [
      `a file named ${JSON.stringify(name)}`,
      signed({ ...MANIFEST, files: [{ ...MANIFEST.files[0], name }] }, keys),
    ],
  ),
])('of no use: %s', (_name, text) => {
  expect(read(text)).toEqual(BAD)
})
