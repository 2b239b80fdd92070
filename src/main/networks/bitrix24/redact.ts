// Takes a webhook's secret out of text that a server wrote. Pure.

/**
 * Replaces what follows `/rest/<user>/` (also under REST 3.0), credentials before a host, and the values of secret
 * parameters. Cuts the text to 500 characters.
 */
export function redact(text: string): string {
  return text
    .replace(/(\/rest\/(?:api\/)?[^/\s"'<>]+\/)[^/\s"'<>]+/gi, '$1***')
    .replace(/(:\/\/)[^/\s"'<>@]+@/g, '$1***@')
    .replace(/\b(auth|token|access_token|refresh_token|password|sessid)=[^&\s"'<>]+/gi, '$1=***')
    .slice(0, 500)
}
