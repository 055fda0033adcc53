import { text, type Text } from '../../../core/text.ts'
import { compareValues, equalValues } from '../values.ts'
import { arithmeticBuiltins } from './arithmetic.ts'
import { builtin, type BuiltinFamily, type BuiltinFunction } from './builtin.ts'
import { collectionBuiltins } from './collections.ts'
import { cryptoBuiltins } from './crypto.ts'
import { encodingBuiltins } from './encoding.ts'
import { externalDataBuiltins } from './external-data.ts'
import { globBuiltins } from './glob.ts'
import { graphBuiltins } from './graph.ts'
import { jwtBuiltins } from './jwt.ts'
import { netBuiltins } from './net.ts'
import { objectBuiltins } from './objects.ts'
import { regexBuiltins } from './regex.ts'
import { semverBuiltins } from './semver.ts'
import { stringBuiltins } from './strings.ts'
import { timeBuiltins } from './time.ts'
import { typeBuiltins } from './types.ts'
import { uuidBuiltins } from './uuid.ts'

/** Operators and what only leaves a trace for people. */
const coreBuiltins: BuiltinFamily = {
  equal: builtin(2, ([left, right]) => equalValues(left!, right!)),
  neq: builtin(2, ([left, right]) => !equalValues(left!, right!)),
  lt: builtin(2, ([left, right]) => compareValues(left!, right!) < 0),
  lte: builtin(2, ([left, right]) => compareValues(left!, right!) <= 0),
  gt: builtin(2, ([left, right]) => compareValues(left!, right!) > 0),
  gte: builtin(2, ([left, right]) => compareValues(left!, right!) >= 0),
  print: builtin(1, () => true),
  trace: builtin(1, () => true),
}

/** All built-ins that policies can call here. */
export const builtins: ReadonlyMap<string, BuiltinFunction> = new Map(
  [
    coreBuiltins,
    arithmeticBuiltins,
    collectionBuiltins,
    cryptoBuiltins,
    encodingBuiltins,
    externalDataBuiltins,
    globBuiltins,
    graphBuiltins,
    jwtBuiltins,
    netBuiltins,
    objectBuiltins,
    regexBuiltins,
    semverBuiltins,
    stringBuiltins,
    timeBuiltins,
    typeBuiltins,
    uuidBuiltins,
  ].flatMap((family) => Object.entries(family)),
)

const network = text({ en: 'would reach out to the network', ja: 'ネットワークを使います' })
const environment = text({ en: 'would show the environment of the process', ja: 'プロセスの環境が見えてしまいます' })
const notProvided = text({ en: 'is not provided here', ja: 'ここでは使えません' })

/** Built-ins of OPA that are refused when a policy is loaded, with the reason. */
export const unsupportedBuiltins: ReadonlyMap<string, Text<never>> = new Map([
  ['http.send', network],
  ['net.lookup_ip_addr', network],
  ['opa.runtime', environment],
  ...[
    'crypto.parse_private_keys',
    'crypto.x509.parse_and_verify_certificates',
    'crypto.x509.parse_and_verify_certificates_with_options',
    'crypto.x509.parse_certificate_request',
    'crypto.x509.parse_certificates',
    'crypto.x509.parse_keypair',
    'crypto.x509.parse_rsa_private_key',
    'graphql.is_valid',
    'graphql.parse',
    'graphql.parse_and_verify',
    'graphql.parse_query',
    'graphql.parse_schema',
    'graphql.schema_is_valid',
    'io.jwt.encode_sign',
    'io.jwt.encode_sign_raw',
    'json.match_schema',
    'json.verify_schema',
    'providers.aws.sign_req',
    'regex.globs_match',
    'rego.metadata.chain',
    'rego.metadata.rule',
    'rego.parse_module',
    'strings.render_template',
  ].map((name) => [name, notProvided] as const),
])
