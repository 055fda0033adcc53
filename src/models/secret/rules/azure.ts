import type { Range } from '../../../core/location.ts'
import { annotatedKeyChecksum, azureKeyChecksum, entraSecretChecksum } from '../checksum.ts'
import type { CredentialKind } from '../credential-kind.ts'
import { family, type SecretRule } from '../rule.ts'

/*
 * Formats: Microsoft documents its "identifiable" keys in https://github.com/microsoft/security-utilities. A key carries a
 * four-letter signature at a fixed place, and a checksum that is seeded by the service.
 */

const { token, assigned, search } = family('azure')

const beside = '\\w+/-'
const messaging = azureKeyChecksum('Send0000', 'Manage00', 'Listen00', 'System00', 'Unknown0')

/** 32 random bytes in base64 (44 characters) with the signature before the last six digits. */
function key32(id: string, product: string, kind: CredentialKind, signature: string, checksum: SecretRule['checksum']): SecretRule {
  const form = `[A-Za-z0-9+/]{33}${signature.replace('+', '\\+')}[A-P][A-Za-z0-9+/]{5}=`
  return token(id, product, kind, {
    marks: [signature.toLowerCase()],
    form,
    before: 33,
    beside,
    severity: 'critical',
    ...(checksum && { checksum }),
  })
}

/** 64 random bytes in base64 (88 characters). */
function key64(id: string, product: string, kind: CredentialKind, signature: string, checksum: SecretRule['checksum']): SecretRule {
  const form = `[A-Za-z0-9+/]{76}${signature.replace('+', '\\+')}[A-Za-z0-9+/]{5}[AQgw]==`
  return token(id, product, kind, {
    marks: [signature.toLowerCase()],
    form,
    before: 76,
    beside,
    severity: 'critical',
    ...(checksum && { checksum }),
  })
}

/** 39 random bytes in base64 (52 characters, no padding). */
function key39(
  id: string,
  product: string,
  kind: CredentialKind,
  signature: string,
  body: string,
  checksum: SecretRule['checksum'],
): SecretRule {
  const form = `[${body}]{42}${signature.replace('+', '\\+')}[A-D][${body}]{5}`
  return token(id, product, kind, {
    marks: [signature.toLowerCase()],
    form,
    before: 42,
    beside,
    severity: 'critical',
    ...(checksum && { checksum }),
  })
}

/** The provider's mark in a common annotated security key, at characters 72 to 80 of 84, and whose key it is. */
const annotatedKeys: readonly (readonly [mark: string, id: string, product: string, kind: CredentialKind])[] = [
  ['AAAAmsql', 'azure-sql-key', 'Azure SQL', 'access-key'],
  ['AAAAAZAC', 'azure-app-configuration-key', 'Azure App Configuration', 'access-key'],
  ['AAAAAZFR', 'azure-fluid-relay-key', 'Azure Fluid Relay', 'access-key'],
  ['AAAAAZEG', 'azure-event-grid-annotated-key', 'Azure Event Grid', 'access-key'],
  ['AAAAAZDO', 'azure-devops-personal-access-token', 'Azure DevOps', 'personal-access-token'],
  ['AAAAAZMR', 'azure-mixed-reality-key', 'Azure Mixed Reality', 'access-key'],
  ['AAAAAZMP', 'azure-maps-key', 'Azure Maps', 'access-key'],
  ['AAAAAZCS', 'azure-communication-services-key', 'Azure Communication Services', 'access-key'],
]

/** Azure AI services share one mark; the letter before it tells them apart. */
const aiServices: Readonly<Record<string, readonly [id: string, product: string]>> = {
  A: ['services', 'services'],
  B: ['openai', 'OpenAI'],
  C: ['anomaly-detector-ee', 'Anomaly Detector'],
  D: ['anomaly-detector', 'Anomaly Detector'],
  E: ['cognitive-services', 'Cognitive Services'],
  F: ['computer-vision', 'Computer Vision'],
  G: ['content-moderator', 'Content Moderator'],
  H: ['content-safety', 'Content Safety'],
  I: ['custom-vision-prediction', 'Custom Vision (prediction)'],
  J: ['custom-vision-training', 'Custom Vision (training)'],
  K: ['face', 'Face'],
  L: ['form-recognizer', 'Form Recognizer'],
  M: ['health-decision-support', 'Health Decision Support'],
  N: ['health-insights', 'Health Insights'],
  O: ['immersive-reader', 'Immersive Reader'],
  P: ['all-in-one', 'All-in-one'],
  Q: ['knowledge', 'Knowledge'],
  R: ['luis-authoring', 'LUIS (authoring)'],
  S: ['luis', 'LUIS'],
  T: ['metrics-advisor', 'Metrics Advisor'],
  U: ['personalizer', 'Personalizer'],
  V: ['qna-maker', 'QnA Maker'],
  W: ['qna-maker-v2', 'QnA Maker v2'],
  X: ['speaker-recognition', 'Speaker Recognition'],
  Y: ['speech-services', 'Speech'],
  Z: ['speech-translation', 'Speech Translation'],
  a: ['text-analytics', 'Text Analytics'],
  b: ['text-translation', 'Translator'],
  c: ['dummy', 'test'],
  d: ['transcription-intelligence', 'Transcription Intelligence'],
  e: ['video-intelligence', 'Video Intelligence'],
  f: ['bing-autosuggest', 'Bing Autosuggest'],
  g: ['bing-autosuggest-v7', 'Bing Autosuggest v7'],
  h: ['bing-custom-search', 'Bing Custom Search'],
  i: ['bing-custom-visual-search', 'Bing Custom Visual Search'],
  j: ['bing-entity-search', 'Bing Entity Search'],
  k: ['bing-search', 'Bing Search'],
  l: ['bing-search-v7', 'Bing Search v7'],
  m: ['bing-speech', 'Bing Speech'],
  n: ['bing-spell-check', 'Bing Spell Check'],
  o: ['bing-spell-check-v7', 'Bing Spell Check v7'],
}

function annotated(id: string, product: string, kind: CredentialKind, tail: string): SecretRule {
  return token(id, product, kind, {
    marks: ['jqqj9'],
    before: 52,
    form: `[A-Za-z0-9]{52}JQQJ9[9DH][A-Za-z0-9][A-L][A-Za-z0-9]{12}${tail}[A-Za-z0-9]{4}(?:[A-Za-z0-9]{2}==)?`,
    beside: 'A-Za-z0-9',
    severity: 'critical',
    checksum: annotatedKeyChecksum,
  })
}

export const azureRules: readonly SecretRule[] = [
  key64('azure-storage-account-key', 'Azure Storage', 'access-key', '+ASt', azureKeyChecksum('Default0')),
  key64(
    'azure-cosmos-db-key',
    'Azure Cosmos DB',
    'access-key',
    'ACDb',
    azureKeyChecksum('MastRO00', 'MastRW00', 'SystRO00', 'SystRW00', 'SysAll00', 'Resour00', 'Encryp00'),
  ),
  key64('azure-batch-key', 'Azure Batch', 'access-key', '+ABa', azureKeyChecksum('AbAcct00')),
  key64('azure-ml-classic-key', 'Azure Machine Learning', 'access-key', '+AMC', azureKeyChecksum('Classic0')),
  key64(
    'azure-api-management-key',
    'Azure API Management',
    'access-key',
    'APIM',
    azureKeyChecksum('Tenant00', 'IoTHub00', 'Gatewy00', 'GitKey00'),
  ),
  key32('azure-service-bus-key', 'Azure Service Bus', 'access-key', '+ASb', messaging),
  key32('azure-event-hubs-key', 'Azure Event Hubs', 'access-key', '+AEh', messaging),
  key32('azure-relay-key', 'Azure Relay', 'access-key', '+ARm', messaging),
  key32('azure-event-grid-key', 'Azure Event Grid', 'access-key', 'AZEG', undefined),
  key32('azure-iot-key', 'Azure IoT Hub', 'access-key', 'AIoT', azureKeyChecksum('IoTHub00', 'DpsKey00', 'Device00')),
  key32('azure-redis-key', 'Azure Cache for Redis', 'access-key', 'AzCa', azureKeyChecksum('Access00')),
  key39('azure-container-registry-key', 'Azure Container Registry', 'password', '+ACR', 'A-Za-z0-9+/', azureKeyChecksum('ACRDflt0')),
  key39('azure-search-key', 'Azure AI Search', 'admin-key', 'AzSe', 'A-Za-z0-9', azureKeyChecksum('PAdmin00', 'Query000')),
  token('azure-functions-key', 'Azure Functions', 'access-key', {
    marks: ['azfu'],
    before: 44,
    form: '[A-Za-z0-9_-]{44}AzFu[A-Za-z0-9_-]{5}[AQgw]==',
    severity: 'critical',
    checksum: (value) => azureKeyChecksum('Functi00', 'System00', 'Master00')(value.replaceAll('-', '+').replaceAll('_', '/')),
  }),
  ...annotatedKeys.map(([mark, id, product, kind]) => annotated(id, product, kind, mark)),
  ...Object.entries(aiServices).map(([letter, [id, product]]) =>
    annotated(`azure-ai-${id}-key`, `Azure AI ${product}`, 'access-key', `AAA${letter}ACOG`),
  ),
  annotated('azure-annotated-key', 'Azure', 'access-key', '[A-Za-z0-9]{4}[A-Za-z][A-Za-z0-9]{3}'),
  token('azure-ad-client-secret', 'Microsoft Entra ID', 'client-secret', {
    marks: ['q~'],
    before: 4,
    form: '[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}',
    beside: '\\w~.+/-',
    entropy: 3,
    severity: 'critical',
    checksum: entraSecretChecksum,
  }),
  assigned('azure-client-secret-by-name', 'Microsoft Entra ID', 'client-secret', {
    names: ['arm_client_secret', 'azure_client_secret', 'aad_client_secret', 'azureclientsecret', 'aadclientsecret'],
    value: '[A-Za-z0-9_~.=+/?\\[\\]:@*-]{24,64}',
    anywhere: true,
    entropy: 3,
    severity: 'critical',
  }),
  assigned('azure-account-key', 'Azure Storage', 'connection-string', {
    names: ['accountkey', 'storagekey', 'account_key', 'storage_key', 'storageaccountkey', 'storage_access_key'],
    value: '[A-Za-z0-9+/]{86}==',
    anywhere: true,
    caseSensitive: true,
    entropy: 4,
    severity: 'critical',
    confidence: 'high',
  }),
  assigned('azure-shared-access-key', 'Azure', 'connection-string', {
    names: ['sharedaccesskey', 'shared_access_key'],
    value: '[A-Za-z0-9+/]{43}=',
    anywhere: true,
    caseSensitive: true,
    entropy: 4,
    severity: 'critical',
    confidence: 'high',
  }),
  assigned('azure-devops-legacy-pat', 'Azure DevOps', 'personal-access-token', {
    names: ['azure_devops', 'azuredevops', 'azdo', 'ado_pat', 'ado_token', 'vsts', 'system_accesstoken'],
    value: '[a-z2-7]{52}',
    caseSensitive: true,
    entropy: 3.5,
    severity: 'critical',
  }),
  search('azure-cosmos-db-legacy-key', 'Azure Cosmos DB', 'connection-string', {
    marks: ['.documents.azure.com'],
    find: (text, hit) => within(text, hit.end, 300, /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{86}==(?!=)/),
    severity: 'critical',
    confidence: 'high',
    entropy: 4,
  }),
  search('azure-messaging-legacy-key', 'Azure Service Bus', 'connection-string', {
    marks: ['.servicebus.windows.net'],
    find: (text, hit) => within(text, hit.end, 300, /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}=(?!=)/),
    severity: 'critical',
    confidence: 'high',
    entropy: 4,
  }),
  token('azure-sas-signature', 'Azure', 'shared-access-signature', {
    marks: ['sig='],
    form: 'sig=([A-Za-z0-9%/+]{43,129}(?:=|%3[dD]))',
    beside: '\\w',
    entropy: 3.5,
    shown: 0,
    accepts: (_value, text, range) => /[?&;](?:sv|se|sp|sr|st|skn|sig)=/.test(text.slice(Math.max(0, range.start - 400), range.end + 200)),
  }),
  assigned('azure-application-insights-key', 'Azure Application Insights', 'connection-string', {
    names: ['instrumentationkey'],
    value: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    severity: 'low',
    accepts: (value) => !value.startsWith('00000000-'),
  }),
  token('azure-acr-refresh-token', 'Azure Container Registry', 'refresh-token', {
    marks: ['00000000-0000-0000-0000-000000000000:eyj'],
    form: '00000000-0000-0000-0000-000000000000:(eyJ[A-Za-z0-9_-]{20,2000}\\.[A-Za-z0-9_-]{20,4000}\\.[A-Za-z0-9_-]{20,1000})',
    shown: 0,
    severity: 'critical',
  }),
]

/** The first match of `pattern` on the rest of the line, within `characters`. */
function within(text: string, from: number, characters: number, pattern: RegExp): readonly Range[] {
  const piece = text.slice(from, from + characters)
  const line = piece.slice(0, (piece.search(/[\r\n]/) + piece.length + 1) % (piece.length + 1))
  const found = pattern.exec(line)
  return found === null ? [] : [{ start: from + found.index, end: from + found.index + found[0].length }]
}
