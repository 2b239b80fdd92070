// DID documents of the practice people (https://atproto.com/specs/did): all of them live on the practice PDS.
import type { DidString } from '@atproto/lex'
import { hex } from '../random'
import type { Random } from '../types'
import { signingKey, type SigningKey } from './keys'
import type { Person, World } from './world'

/** A type and not an interface: it must pass as a plain JSON map. */
export type DidDocument = {
  '@context': string[]
  id: string
  alsoKnownAs: string[]
  verificationMethod: { id: string; type: string; controller: string; publicKeyMultibase: string }[]
  service: { id: string; type: string; serviceEndpoint: string }[]
}

/** The document of a person hosted at `pdsUrl`. */
function didDocument(person: Person, key: SigningKey, pdsUrl: string): DidDocument {
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: person.did,
    alsoKnownAs: [`at://${person.handle}`],
    verificationMethod: [
      {
        id: `${person.did}#atproto`,
        type: 'Multikey',
        controller: person.did,
        publicKeyMultibase: key.publicKeyMultibase,
      },
    ],
    service: [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: pdsUrl }],
  }
}

export interface Identities {
  /** The signing key of a person; made when first asked for. */
  keyOf(did: string): SigningKey | undefined
  documentOf(did: string): DidDocument | undefined
  byHandle(handle: string): DidString | undefined
}

/** Keys, documents and handles of everybody in `world`. `pdsUrl` is known once the PDS listens. */
export function createIdentities(world: World, random: Random, pdsUrl: () => string): Identities {
  const keys = new Map<string, SigningKey>()
  const personOf = (did: string): Person | undefined => world.people.get(did as DidString)
  const keyOf = (did: string): SigningKey | undefined => {
    if (!personOf(did)) return undefined
    const key = keys.get(did) ?? signingKey(hex(random, 64))
    keys.set(did, key)
    return key
  }
  return {
    keyOf,
    documentOf(did) {
      const person = personOf(did)
      const key = keyOf(did)
      return person && key && didDocument(person, key, pdsUrl())
    },
    byHandle: (handle) => [...world.people.values()].find((person) => person.handle === handle)?.did,
  }
}
