import type { Range } from '../../core/location.ts'
import type { Instruction } from '../../syntax/dockerfile/parse.ts'

/** A name that ARG or ENV declares. `value` is undefined where none is given. */
export interface DeclaredName {
  readonly name: string
  readonly value: string | undefined
  readonly range: Range
}

/** The names of an ARG or ENV, in the new form (`A=1 B=2`) and the old one (`A value`). */
export function declaredNames({ keyword, words }: Instruction): readonly DeclaredName[] {
  const [first] = words
  if (keyword === 'ENV' && first !== undefined && !first.text.includes('=')) {
    return [
      {
        name: first.text,
        value: words
          .slice(1)
          .map(({ text }) => text)
          .join(' '),
        range: first.range,
      },
    ]
  }
  return words.map(({ text, range }) => {
    const equals = text.indexOf('=')
    return { name: equals === -1 ? text : text.slice(0, equals), value: equals === -1 ? undefined : text.slice(equals + 1), range }
  })
}

const secretWord =
  /(?:^|_)(?:API_?KEY|AUTH|CREDENTIALS?|CREDS|KEY|PASSWORD|PASSWD|PASS|PASSPHRASE|PWD|SECRET|SECRETS|TOKEN|PAT|ACCESS_KEY_ID|SECRET_ACCESS_KEY|CONNECTION_?STRING|PRIVATE_?KEY)(?:$|_(?:ID|VALUE|PROD|DEV|TEST|\d+)$)/i
const harmless =
  /PUBLIC|_FILE$|_PATH$|_URL$|_NAME$|_DIR$|KEYRING|KEYSERVER|GPG_KEYS?$|MAX_|MIN_|TIMEOUT|PASSTHROUGH|CACHE_KEY|SSH_AUTH_SOCK|_KEY_ID_HASH/i

/** Whether a build argument or environment variable is, by its name, a secret. */
export function namesBuildSecret(name: string): boolean {
  return secretWord.test(name) && !harmless.test(name)
}

const credentialFile =
  /(?:^|\/)(?:id_(?:rsa|dsa|ecdsa|ed25519)|\.env(?:\.(?!example|sample|template|dist)[\w.-]+)?|\.npmrc|\.pypirc|\.netrc|_netrc|\.git-credentials|\.dockercfg|kubeconfig(?:\.ya?ml)?|\.htpasswd|\.pgpass|credentials\.json|service-?account[\w-]*\.json|secrets?\.(?:ya?ml|json|env)|[^/]*\.(?:pem|key|pfx|p12|jks|keystore|kdbx|tfstate|tfvars))$|(?:^|\/)(?:\.ssh|\.aws|\.azure|\.kube|\.gnupg|\.docker\/config\.json)(?:\/|$)/i

/** Whether a path is, by its name, of a file that holds credentials. */
export function isCredentialFile(path: string): boolean {
  return credentialFile.test(path) && !/\.(?:pub|crt|cer)$|(?:^|\/)ca[\w-]*\.pem$|public[\w-]*\.(?:pem|key)$/i.test(path)
}
