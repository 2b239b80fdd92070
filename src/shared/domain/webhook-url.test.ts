import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseWebhookUrl } from './webhook-url'

const NORMAL = 'https://acme.bitrix24.com/rest/7/abcd1234efgh5678/'
const normalised = (typed: string): string => {
  const parsed = parseWebhookUrl(typed)
  return parsed.ok ? parsed.data.url : parsed.error.code
}

describe('parseWebhookUrl', () => {
  it.each([
    ['as issued', NORMAL],
    ['without trailing slash', 'https://acme.bitrix24.com/rest/7/abcd1234efgh5678'],
    ['with a method', `${NORMAL}profile`],
    ['with a method and .json', `${NORMAL}profile.json`],
    ['with a dotted method and .xml/', `${NORMAL}sonet_group.get.xml/`],
    ['with a query', `${NORMAL}profile.json?start=50#top`],
    ['REST 3.0', 'https://acme.bitrix24.com/rest/api/7/abcd1234efgh5678/'],
    ['REST 3.0 with a method', 'https://acme.bitrix24.com/rest/api/7/abcd1234efgh5678/tasks.task.get'],
    ['without scheme', 'acme.bitrix24.com/rest/7/abcd1234efgh5678/'],
    ['upper-case host', 'HTTPS://ACME.Bitrix24.COM/rest/7/abcd1234efgh5678/'],
    ['default port', 'https://acme.bitrix24.com:443/rest/7/abcd1234efgh5678/'],
    ['quotes and spaces', `  "${NORMAL}" \n`],
    ['angle brackets', `<${NORMAL}>`],
    ['zero-width characters', `\u200b${NORMAL}\ufeff`],
    ['inside a sentence', `Webhook: ${NORMAL} (keep it)`],
    ['doubled slashes', 'https://acme.bitrix24.com//rest//7//abcd1234efgh5678//'],
  ])('accepts %s', (_, typed) => expect(normalised(typed)).toBe(NORMAL))

  it.each([
    [
      'base path',
      'https://h.example/portal/rest/7/abcd1234efgh5678/',
      'https://h.example/portal/rest/7/abcd1234efgh5678/',
    ],
    [
      'custom rest path',
      'https://h.example/api/7/abcd1234efgh5678/profile',
      'https://h.example/api/7/abcd1234efgh5678/',
    ],
    ['no rest path at all', 'https://h.example/7/abcd1234efgh5678', 'https://h.example/7/abcd1234efgh5678/'],
    ['port', 'https://h.example:8443/rest/7/abcd1234efgh5678', 'https://h.example:8443/rest/7/abcd1234efgh5678/'],
    [
      'a login for the id',
      'https://h.example/rest/i.petrov/abcd1234efgh5678/',
      'https://h.example/rest/i.petrov/abcd1234efgh5678/',
    ],
    ['user info', 'https://bob:p%40ss@h.example/rest/7/abcd1234/', 'https://bob:p%40ss@h.example/rest/7/abcd1234/'],
    ['IPv6', 'https://[::1]:8443/rest/7/abcd1234/', 'https://[::1]:8443/rest/7/abcd1234/'],
    ['http is kept, not upgraded', 'http://127.0.0.1:9000/rest/7/abcd1234/', 'http://127.0.0.1:9000/rest/7/abcd1234/'],
    ['a short old code', 'https://h.example/rest/7/abc1/', 'https://h.example/rest/7/abc1/'],
  ])('keeps what belongs to the server: %s', (_, typed, expected) => expect(normalised(typed)).toBe(expected))

  it.each([
    ['', 'webhook.empty'],
    ['  ""  ', 'webhook.empty'],
    ['hello', 'webhook.notUrl'],
    ['two words', 'webhook.notUrl'],
    ['ftp://acme.bitrix24.com/rest/7/abcd1234efgh5678/', 'webhook.notUrl'],
    ['javascript:alert(1)', 'webhook.notUrl'],
    ['https:///rest/7/abcd1234efgh5678/', 'webhook.badHost'],
    ['https://', 'webhook.badHost'],
    ['https://a..b/rest/7/abcd1234efgh5678/', 'webhook.badHost'],
    ['https://-a.example/rest/7/abcd1234efgh5678/', 'webhook.badHost'],
    ['https://acme.bitrix24.com', 'webhook.noRest'],
    ['acme.bitrix24.com', 'webhook.noRest'],
    ['https://acme.bitrix24.com/company/personal/user/7/', 'webhook.noRest'],
    ['https://acme.bitrix24.com/rest/', 'webhook.noUserId'],
    ['https://acme.bitrix24.com/rest/api/', 'webhook.noUserId'],
    ['https://acme.bitrix24.com/rest/profile.json', 'webhook.noUserId'],
    ['https://acme.bitrix24.com/rest/abcd1234efgh5678/', 'webhook.noUserId'],
    ['https://acme.bitrix24.com/rest/abcd1234efgh5678/profile', 'webhook.noUserId'],
    ['https://acme.bitrix24.com/rest/abcd1234efgh5678/sonet_group.get.json', 'webhook.noUserId'],
    ['https://acme.bitrix24.com/rest/7/', 'webhook.noCode'],
    ['https://acme.bitrix24.com/rest/ivan/', 'webhook.noCode'],
    ['https://acme.bitrix24.com/rest/7/profile', 'webhook.noCode'],
    ['https://acme.bitrix24.com/rest/7/im.recent.get.json', 'webhook.noCode'],
    ['https://acme.bitrix24.com/rest/7/abc-def_ghi/', 'webhook.badCode'],
    ['https://acme.bitrix24.com/rest/7/********/', 'webhook.badCode'],
  ])('%s answers %s', (typed, code) => expect(normalised(typed)).toBe(code))

  it('tells the parts apart', () => {
    const parsed = parseWebhookUrl('https://bob:p%40ss@H.example:8443/portal/rest/7/abcd1234/')
    expect(parsed.ok && parsed.data).toMatchObject({
      origin: 'https://h.example:8443',
      host: 'h.example:8443',
      basePath: '/portal/rest',
      userId: '7',
      code: 'abcd1234',
      basicAuth: { user: 'bob', password: 'p@ss' },
    })
  })

  const alnum = fc.string({ unit: fc.constantFrom(...'abcXYZ0189'), minLength: 12, maxLength: 30 })
  const code = alnum.map((text) => `a1${text}`)
  const prefix = fc.constantFrom('', '/portal', '/a/b')

  it('finds the same parts whatever is pasted around them', () => {
    const around = fc.tuple(
      fc.constantFrom('', ' ', '"', '<'),
      fc.constantFrom('', '/', '/profile', '/im.recent.get.json', '/scope?x=1'),
    )
    fc.assert(
      fc.property(code, fc.nat(), prefix, around, (secret, id, base, [edge, end]) => {
        const parsed = parseWebhookUrl(`${edge}https://h.example${base}/rest/${id}/${secret}${end}${edge}`)
        expect(parsed).toMatchObject({ ok: true, data: { userId: String(id), code: secret, basePath: `${base}/rest` } })
      }),
    )
  })

  it('is idempotent: its own answer parses to itself', () => {
    fc.assert(
      fc.property(code, fc.nat(), prefix, (secret, id, base) => {
        const first = normalised(`http://u:p@h.example:81${base}/rest/${id}/${secret}`)
        expect(normalised(first)).toBe(first)
      }),
    )
  })

  it('never throws and never repeats what was pasted in an error', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.webUrl({ withQueryParameters: true })),
        (typed) => {
          const parsed = parseWebhookUrl(typed)
          if (!parsed.ok) expect(parsed.error.params).toEqual({})
        },
      ),
    )
  })
})
