import { createHmac } from 'node:crypto'

/** Used where a project has not set a key of its own; then anybody can test a guess of the value against a fingerprint. */
export const defaultFingerprintKey = 'breakwater secret fingerprint v1'

/**
 * The identity of a secret: a keyed hash of its rule and value. It says nothing of the value to those without the key, stays
 * the same wherever the value moves, and changes when the value changes.
 */
export function secretFingerprint(key: string, rule: string, value: string): string {
  return createHmac('sha256', key).update(`${rule}\u0000${value}`).digest('hex').slice(0, 32)
}

/** The same for a secret that no rule told, but the field that it stands in. */
export function secretIdentity(key: string): (value: string) => string {
  return (value) => secretFingerprint(key, '', value)
}

/** A form of the value that can be shown: the public mark of the format, if it has one, and that something follows. */
export function redact(value: string, shown: number): string {
  return `${value.slice(0, Math.min(shown, value.length >> 1))}****`
}

/** The project's own key, from the environment, so that it is in no file of the project. */
export function fingerprintKey(environment: Readonly<Record<string, string | undefined>>): string {
  return environment['BREAKWATER_FINGERPRINT_KEY'] || defaultFingerprintKey
}
