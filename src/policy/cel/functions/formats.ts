import { isLabelKey, isLabelValue } from '../../../models/kubernetes/label-syntax.ts'
import { CelError } from '../errors.ts'
import { CelOptional, type CelOpaque, type CelValue } from '../values.ts'
import { decodeBase64 } from './encoders.ts'
import type { CelLibrary } from './function.ts'
import { parseTimestamp } from './time.ts'

/** A format of texts that Kubernetes has a name for. */
class NamedFormat implements CelOpaque {
  readonly celType = 'kubernetes.NamedFormat'
  readonly name: string
  /** What a text is told that is not of the format. */
  readonly complaint: string
  readonly isValid: (text: string) => boolean

  constructor(name: string, complaint: string, isValid: (text: string) => boolean) {
    this.name = name
    this.complaint = complaint
    this.isValid = isValid
  }

  equals(other: CelValue): boolean {
    return other instanceof NamedFormat && other.name === this.name
  }
}

const label = (text: string): boolean => text.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text)
const oldLabel = (text: string): boolean => text.length <= 63 && /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(text)
const subdomain = (text: string): boolean =>
  text.length <= 253 && text.split('.').every((part) => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(part))

/** What names are made from by appending to it may end with a dash. */
const prefix =
  (isName: (text: string) => boolean) =>
  (text: string): boolean =>
    isName(text.length > 1 && text.endsWith('-') ? `${text.slice(0, -1)}a` : text)

const succeeds =
  (run: (text: string) => unknown) =>
  (text: string): boolean => {
    try {
      run(text)
      return true
    } catch (error) {
      if (error instanceof CelError) return false
      throw error
    }
  }

function isUri(text: string): boolean {
  return text.startsWith('/') ? !/[\s\u007f]/.test(text) : /^[A-Za-z][\w+.-]*:/.test(text) && URL.canParse(text)
}

const labelWords = "must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character"
const subdomainWords =
  "must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character"
const oldLabelWords =
  "must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character"

const formats: readonly NamedFormat[] = [
  new NamedFormat('dns1123Label', labelWords, label),
  new NamedFormat('dns1123Subdomain', subdomainWords, subdomain),
  new NamedFormat('dns1035Label', oldLabelWords, oldLabel),
  new NamedFormat('dns1123LabelPrefix', labelWords, prefix(label)),
  new NamedFormat('dns1123SubdomainPrefix', subdomainWords, prefix(subdomain)),
  new NamedFormat('dns1035LabelPrefix', oldLabelWords, prefix(oldLabel)),
  new NamedFormat(
    'qualifiedName',
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character, with an optional DNS subdomain prefix and '/'",
    isLabelKey,
  ),
  new NamedFormat(
    'labelValue',
    "must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
    isLabelValue,
  ),
  new NamedFormat('uri', 'invalid URI', isUri),
  new NamedFormat('uuid', 'does not match the UUID format', (text) =>
    /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(text),
  ),
  new NamedFormat('byte', 'invalid base64', succeeds(decodeBase64)),
  new NamedFormat(
    'date',
    'invalid date',
    succeeds((text) => parseTimestamp(`${text}T00:00:00Z`)),
  ),
  new NamedFormat('datetime', 'invalid datetime', succeeds(parseTimestamp)),
]

export const formatLibrary: CelLibrary = {
  ...Object.fromEntries(formats.map((format) => [`format.${format.name}`, () => format])),
  'format.named': (name) => (typeof name === 'string' ? new CelOptional(formats.find((format) => format.name === name)) : undefined),
  '.validate': (format, text) =>
    format instanceof NamedFormat && typeof text === 'string'
      ? new CelOptional(format.isValid(text) ? undefined : [format.complaint])
      : undefined,
}
