// Hashes of files, read as streams.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'

/** Digest of a file in the given encoding; rejects when the file cannot be read. */
export const hashFile = async (
  path: string,
  algorithm: 'sha256' | 'sha512',
  encoding: 'hex' | 'base64',
): Promise<string> => {
  const hash = createHash(algorithm)
  await pipeline(createReadStream(path), hash)
  return hash.digest(encoding)
}

/** Subresource-integrity string of a file, e.g. `sha512-bZ+…==`. */
export const integrityOf = async (path: string): Promise<string> => `sha512-${await hashFile(path, 'sha512', 'base64')}`
