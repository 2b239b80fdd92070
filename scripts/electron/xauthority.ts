// The file that lets a program talk to one X server: one MIT-MAGIC-COOKIE-1 entry for any host and display.
// Format: https://gitlab.freedesktop.org/xorg/lib/libxau, Xau.h and AuWrite.c (big-endian counted strings).

const FAMILY_WILD = 0xffff
export const COOKIE_BYTES = 16

const counted = (bytes: Buffer): Buffer => {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** The file's bytes for a cookie of 16 random bytes. */
export const xauthority = (cookie: Buffer): Buffer => {
  const family = Buffer.alloc(2)
  family.writeUInt16BE(FAMILY_WILD)
  const none = counted(Buffer.alloc(0))
  return Buffer.concat([family, none, none, counted(Buffer.from('MIT-MAGIC-COOKIE-1')), counted(cookie)])
}
