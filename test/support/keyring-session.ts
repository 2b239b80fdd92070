// What a desktop session needs for a gnome-keyring of its own: the shell line that starts it, and a bus without others.

/** The daemon goes to the background before it has opened its keyring: an app that asks at once would be told of none. */
const UNTIL_OPEN =
  'until dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets/collection/login' +
  ' org.freedesktop.DBus.Properties.Get string:org.freedesktop.Secret.Collection string:Locked 2>/dev/null' +
  ' | grep -q "boolean false"; do sleep 0.05; done'

/** By the mood of the keyring: opened, closed, or nobody there who keeps secrets. */
export const KEYRING_DAEMON = {
  unlocked: `printf test-login | gnome-keyring-daemon --unlock --components=secrets >/dev/null || exit 9; ${UNTIL_OPEN}`,
  locked: 'gnome-keyring-daemon --start --components=secrets >/dev/null || exit 9',
  none: ':',
} as const

/** A bus without service files starts no keyring by itself, whatever is installed. */
export const BARE_BUS = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`
