import { scanText } from '../../models/secret/detect.ts'
import { isSkippedPath } from '../../models/secret/skipped-paths.ts'
import type { Analyser } from './analyser.ts'

/** What is larger is data. In bytes. */
const largestText = 1024 * 1024

/** Folders that distributions fill, where whatever looks like a secret is everybody's: certificates, documentation, programs. */
const filledByDistribution =
  /^(?:(?:usr\/)?(?:bin|sbin|lib|lib32|lib64|libx32|libexec)\/|usr\/(?:include|src|share\/(?!nginx\/))|boot\/|var\/(?:lib\/(?:dpkg|apk|rpm|apt|pcp|ucf)|cache\/(?:apt|apk|dnf|yum|debconf))\/|etc\/(?:ssl\/certs|ca-certificates|pki\/ca-trust|alternatives)\/)/

/** Secrets in the texts of a layer. Of each, only what may be shown is kept. */
export const secretAnalyser: Analyser = {
  id: 'secret',
  wants: ({ path, size }) => size <= largestText && !filledByDistribution.test(path) && !isSkippedPath(path),
  recognises: (head) => !head.subarray(0, 8192).includes(0),
  read({ path }, bytes) {
    if (bytes.includes(0)) return undefined
    const found = scanText({ uri: path, text: bytes.toString('utf8') })
    if (found.length === 0) return undefined
    return { secrets: found.map(({ rule, redacted, fingerprint, severity }) => ({ rule, redacted, fingerprint, severity })) }
  },
}
