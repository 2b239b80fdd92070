// HTML that stands in the way of JSON: proxies, log-in pages, captive portals. Seen in the wild where an API answer was expected.
import type { FaultEffect } from './types'

type PageName = Extract<FaultEffect, { kind: 'html' }>['page']

const PAGES: Readonly<Record<PageName, { readonly status: number; readonly body: string }>> = {
  login: {
    status: 200,
    body: '<!DOCTYPE html><html><head><title>Authorization</title></head><body><form name="form_auth" method="post" action="/auth/?login=yes"><input name="USER_LOGIN"><input name="USER_PASSWORD" type="password"></form></body></html>',
  },
  nginx502: {
    status: 502,
    body: '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
  },
  nginx404: {
    status: 404,
    body: '<html>\r\n<head><title>404 Not Found</title></head>\r\n<body>\r\n<center><h1>404 Not Found</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n',
  },
  maintenance: {
    status: 503,
    body: '<!DOCTYPE html><html><body><h1>Site is under maintenance</h1><p>Please come back later.</p></body></html>',
  },
  captivePortal: {
    status: 200,
    body: '<!DOCTYPE html><html><head><title>Guest Wi-Fi</title></head><body><h1>Welcome to the guest network</h1><a href="http://192.0.2.1/accept">Accept the terms to go online</a></body></html>',
  },
}

/** @returns the page ready to be written. */
export function faultPage(page: PageName): { status: number; headers: Record<string, string>; body: string } {
  const { status, body } = PAGES[page]
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body }
}
