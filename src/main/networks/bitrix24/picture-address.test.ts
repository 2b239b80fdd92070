import { describe, expect, it } from 'vitest'
import { pictureAddress } from './picture-address'

const picture = pictureAddress(() => ({ origin: 'https://acme.bitrix24.com', secret: 's3cr3tc0de' }))

describe('pictureAddress', () => {
  it.each([
    ['/upload/a.png', 'https://acme.bitrix24.com/upload/a.png'],
    ['upload/a b.png', 'https://acme.bitrix24.com/upload/a%20b.png'],
    ['https://acme.bitrix24.com/upload/a.png#x', 'https://acme.bitrix24.com/upload/a.png'],
    ['https://cdn.bitrix24.com/b1/main/a.jpg?h=1', 'https://cdn.bitrix24.com/b1/main/a.jpg?h=1'],
    ['https://cdn-ru.bitrix24.ru/b1/a.jpg', 'https://cdn-ru.bitrix24.ru/b1/a.jpg'],
    [{ src: '/upload/a.png' }, 'https://acme.bitrix24.com/upload/a.png'],
    [{ SRC: '/upload/a.png', WIDTH: '100' }, 'https://acme.bitrix24.com/upload/a.png'],
  ])('keeps %j', (told, address) => expect(picture(told)).toBe(address))

  it.each([
    [undefined],
    [null],
    [false],
    [0],
    ['0'],
    [''],
    ['   '],
    [[]],
    [{}],
    ['/bitrix/js/im/images/blank.gif'],
    ['https://evil.example/a.png'],
    ['//evil.example/a.png'],
    ['\\\\evil.example\\a.png'],
    ['https://acme.bitrix24.com.evil.example/a.png'],
    ['https://cdn.bitrix24.com.evil.example/a.png'],
    ['https://cdn.bitrix24.com:8443/a.png'],
    ['https://other.bitrix24.com/a.png'],
    ['http://acme.bitrix24.com/a.png'],
    ['http://cdn.bitrix24.com/a.png'],
    ['https://:pw@acme.bitrix24.com/a.png'],
    ['https://user:pw@acme.bitrix24.com/a.png'],
    ['javascript:alert(1)'],
    ['data:image/png;base64,AAAA'],
    ['file:///etc/passwd'],
    ['/rest/7/whatever/disk.file.get'],
    ['/%72est/7/whatever/disk.file.get'],
    ['/%2572est/7/whatever/a'],
    ['/REST/7/whatever/a'],
    ['/a.png?token=abc'],
    ['/a.png?x=1&auth=abc'],
    ['/a.png?x=1%26auth=abc'],
    ['/upload/s3cr3tc0de.png'],
    ['/upload/%E0%A4%A'],
  ])('drops %j', (told) => expect(picture(told)).toBeUndefined())

  it('drops one that is endless', () => expect(picture(`/upload/${'a'.repeat(3000)}.png`)).toBeUndefined())

  it('keeps http where the portal itself has nothing else, and only there', () => {
    const local = pictureAddress(() => ({ origin: 'http://127.0.0.1:4010', secret: 'x1y2z3' }))
    expect(local('/upload/a.png')).toBe('http://127.0.0.1:4010/upload/a.png')
    expect(local('http://127.0.0.1:4011/upload/a.png')).toBeUndefined()
  })

  it('keeps nothing while the portal is not known: the vault may be locked', () =>
    expect(pictureAddress(() => undefined)('/upload/a.png')).toBeUndefined())
})
