// The practice portals: who I am there, what the webhook may do, how big they are. The last one's webhook is dead and not announced.
import type { World, Webhook } from '../world-types'

export interface PortalSeed {
  readonly key: string
  readonly name: string
  readonly language: 'en' | 'ru'
  readonly bilingual: boolean
  readonly domain: string
  readonly offsetMinutes: number
  readonly me: number
  readonly admin: boolean
  readonly people: number
  readonly groups: number
  readonly scopes: readonly string[]
  readonly state: Webhook['state']
  /** Whether the process tells about this portal. */
  readonly announced: boolean
  readonly quirks: Partial<World['quirks']>
}

const ALL_SCOPES = ['sonet_group', 'socialnetwork', 'im', 'imopenlines', 'user_brief']

export const PORTALS: readonly PortalSeed[] = [
  {
    key: 'acme',
    name: 'Acme',
    language: 'en',
    bilingual: false,
    domain: 'acme.example',
    offsetMinutes: 120,
    me: 27,
    admin: false,
    people: 60,
    groups: 124,
    scopes: ALL_SCOPES,
    state: 'ok',
    announced: true,
    quirks: {},
  },
  {
    key: 'nord-logistics',
    name: 'Норд Логистика',
    language: 'ru',
    bilingual: false,
    domain: 'nord.example',
    offsetMinutes: 180,
    me: 14,
    admin: false,
    people: 80,
    groups: 172,
    scopes: [...ALL_SCOPES, 'department'],
    state: 'ok',
    announced: true,
    // An older box: no idempotency key, no im.v2, older codes.
    quirks: { templateId: false, imV2: false, networkErrors: 'older', statuses: 'documented' },
  },
  {
    key: 'studio',
    name: 'Studio Lumen',
    language: 'en',
    bilingual: true,
    domain: 'lumen.example',
    offsetMinutes: 60,
    me: 5,
    admin: true,
    people: 24,
    groups: 48,
    // Open channels and pending requests stay closed to this webhook: what a half-ticked form leads to.
    scopes: ['sonet_group', 'im', 'user_brief'],
    state: 'ok',
    announced: true,
    quirks: { undocumented: false },
  },
  {
    key: 'old-harbour',
    name: 'Old Harbour',
    language: 'en',
    bilingual: false,
    domain: 'harbour.example',
    offsetMinutes: 0,
    me: 3,
    admin: false,
    people: 16,
    groups: 24,
    scopes: ALL_SCOPES,
    state: 'dead',
    announced: false,
    quirks: {},
  },
]
