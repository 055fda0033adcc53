import { family, type SecretRule } from '../rule.ts'
import { mixed, uuid } from '../value-checks.ts'

const { token, assigned, search } = family('service')

export const serviceRules: readonly SecretRule[] = [
  token('1password-secret-key', '1Password', 'secret-key', {
    marks: ['a3-'],
    form: 'A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5}',
    entropy: 3.8,
  }),
  token('1password-service-account-token', '1Password', 'service-token', {
    marks: ['ops_eyj'],
    form: 'ops_eyJ[A-Za-z0-9+/]{250,3000}={0,3}',
    beside: '\\w+/',
    entropy: 4,
    severity: 'critical',
  }),
  assigned('adafruit-api-key', 'Adafruit', 'api-key', { names: ['adafruit'], value: '[a-z0-9_-]{32}' }),
  assigned('adobe-client-id', 'Adobe', 'client-id', { names: ['adobe'], value: '[a-f0-9]{32}', entropy: 2 }),
  token('adobe-client-secret', 'Adobe', 'client-secret', { marks: ['p8e-'], form: 'p8e-[a-z0-9]{32}', ignoreCase: true, entropy: 2 }),
  assigned('airtable-api-key', 'Airtable', 'api-key', { names: ['airtable'], value: '[a-z0-9]{17}' }),
  assigned('airtable-personnal-access-token', 'Airtable', 'personal-access-token', {
    names: ['airtable'],
    value: 'pat[a-z0-9]{14}\\.[a-f0-9]{64}',
    shown: 3,
  }),
  assigned('algolia-api-key', 'Algolia', 'api-key', { names: ['algolia'], value: '[a-z0-9]{32}' }),
  assigned('asana-client-id', 'Asana', 'client-id', { names: ['asana'], value: '[0-9]{16}' }),
  assigned('asana-client-secret', 'Asana', 'client-secret', { names: ['asana'], value: '[a-z0-9]{32}' }),
  assigned('atlassian-api-token', 'Atlassian', 'api-token', {
    names: ['atlassian', 'confluence', 'jira'],
    value: '[a-z0-9]{20}[a-f0-9]{4}',
    entropy: 3.5,
  }),
  token('atlassian-prefixed-api-token', 'Atlassian', 'api-token', { marks: ['atatt3'], form: 'ATATT3[\\w=-]{186}', entropy: 3.5 }),
  token('authress-service-client-access-key', 'Authress', 'access-key', {
    marks: ['sc_', 'ext_', 'scauth_', 'authress_'],
    form: '(?:sc|ext|scauth|authress)_[A-Za-z0-9]{5,30}\\.[A-Za-z0-9]{4,6}\\.acc[_-][A-Za-z0-9-]{10,32}\\.[A-Za-z0-9+/_=-]{30,120}',
    beside: '\\w',
    entropy: 2,
  }),
  assigned('cisco-meraki-api-key', 'Cisco Meraki', 'api-key', {
    names: ['meraki'],
    value: '[0-9a-f]{40}',
    caseSensitive: true,
    entropy: 3,
  }),
  assigned('confluent-access-token', 'Confluent', 'access-token', { names: ['confluent'], value: '[a-z0-9]{16}', accepts: mixed }),
  assigned('confluent-secret-key', 'Confluent', 'secret-key', { names: ['confluent'], value: '[a-z0-9]{64}' }),
  assigned('contentful-delivery-api-token', 'Contentful', 'api-token', { names: ['contentful'], value: '[a-z0-9=_-]{43}' }),
  token('defined-networking-api-token', 'Defined Networking', 'api-token', {
    marks: ['dnkey'],
    form: 'dnkey-[\\w=-]{26}-[\\w=-]{52}',
    ignoreCase: true,
  }),
  assigned('dropbox-api-token', 'Dropbox', 'api-token', { names: ['dropbox'], value: '[a-z0-9]{15}', accepts: mixed }),
  assigned('dropbox-long-lived-api-token', 'Dropbox', 'api-token', {
    names: ['dropbox'],
    value: '[A-Za-z0-9]{11}AAAAAAAAAA[A-Za-z0-9=_-]{43}',
    caseSensitive: true,
  }),
  assigned('dropbox-short-lived-api-token', 'Dropbox', 'access-token', { names: ['dropbox'], value: 'sl\\.[a-z0-9=_-]{135}', shown: 3 }),
  assigned('etsy-access-token', 'Etsy', 'access-token', { names: ['etsy'], value: '[a-z0-9]{24}', entropy: 3, accepts: mixed }),
  token('figma-personal-access-token', 'Figma', 'personal-access-token', {
    marks: ['figd_', 'figdr_', 'figu_'],
    form: 'fig(?:d|dr|u|ur|o|or)_[\\w-]{40}',
    entropy: 3,
  }),
  token('frameio-api-token', 'Frame.io', 'api-token', { marks: ['fio-u-'], form: 'fio-u-[\\w=-]{64}', ignoreCase: true }),
  search('freemius-secret-key', 'Freemius', 'secret-key', {
    marks: ['secret_key'],
    find: (text, hit) => {
      const found = /["']secret_key["'][ \t]{0,9}=>[ \t]{0,9}["'](sk_\S{29})["']/iy.exec(text.slice(hit.start - 1, hit.start + 100))
      return found === null ? [] : [{ start: hit.start + found[0].length - 34, end: hit.start + found[0].length - 2 }]
    },
    paths: /\.php$/i,
  }),
  assigned('freshbooks-access-token', 'FreshBooks', 'access-token', { names: ['freshbooks'], value: '[a-z0-9]{64}' }),
  token('intra42-client-secret', 'Intra 42', 'client-secret', {
    marks: ['s-s4t2ud-', 's-s4t2af-'],
    form: 's-s4t2(?:ud|af)-[a-f0-9]{64}',
    entropy: 3,
  }),
  token('linear-api-key', 'Linear', 'api-key', {
    marks: ['lin_api_', 'lin_oauth_'],
    form: 'lin_(?:api|oauth)_[a-z0-9]{40,64}',
    ignoreCase: true,
    entropy: 2,
  }),
  assigned('linear-client-secret', 'Linear', 'client-secret', { names: ['linear'], value: '[a-f0-9]{32}', entropy: 2 }),
  token('mapbox-api-token', 'Mapbox', 'api-token', {
    marks: ['pk.', 'sk.', 'tk.'],
    form: '[pst]k\\.[a-z0-9]{60}\\.[a-z0-9]{22}',
    ignoreCase: true,
    shown: 3,
  }),
  token('maxmind-license-key', 'MaxMind', 'license-key', {
    marks: ['_mmk'],
    before: 36,
    form: '[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk',
    entropy: 4,
  }),
  token('notion-api-token', 'Notion', 'api-token', { marks: ['ntn_'], form: 'ntn_[0-9]{11}[A-Za-z0-9]{35}', entropy: 4 }),
  assigned('nytimes-access-token', 'New York Times', 'access-token', {
    names: ['nytimes', 'new-york-times', 'newyorktimes'],
    value: '[a-z0-9=_-]{32}',
  }),
  assigned('okta-access-token', 'Okta', 'access-token', { names: ['okta'], value: '00[\\w=-]{40}', entropy: 4 }),
  token('postman-api-token', 'Postman', 'api-token', {
    marks: ['pmak-'],
    form: 'PMAK-[a-f0-9]{24}-[a-f0-9]{34}',
    ignoreCase: true,
    entropy: 3,
  }),
  assigned('rapidapi-access-token', 'RapidAPI', 'access-token', { names: ['rapidapi'], value: '[a-z0-9_-]{50}' }),
  token('readme-api-token', 'ReadMe', 'api-token', { marks: ['rdme_'], form: 'rdme_[a-z0-9]{70}', entropy: 2 }),
  ...(['pat', 'aat', 'sat'] as const).map((mark, index) =>
    token(`settlemint-${(['personal', 'application', 'service'] as const)[index]}-access-token`, 'SettleMint', 'access-token', {
      marks: [`sm_${mark}`],
      form: `sm_${mark}_[A-Za-z0-9]{16}`,
      entropy: 3,
    }),
  ),
  token('shopify-access-token', 'Shopify', 'access-token', { marks: ['shpat_'], form: 'shpat_[A-Za-z0-9]{32,38}', entropy: 2 }),
  token('shopify-custom-access-token', 'Shopify custom app', 'access-token', {
    marks: ['shpca_'],
    form: 'shpca_[A-Za-z0-9]{32,38}',
    entropy: 2,
  }),
  token('shopify-private-app-access-token', 'Shopify private app', 'access-token', {
    marks: ['shppa_'],
    form: 'shppa_[A-Za-z0-9]{32,38}',
    entropy: 2,
  }),
  token('shopify-shared-secret', 'Shopify', 'client-secret', { marks: ['shpss_'], form: 'shpss_[A-Za-z0-9]{32}', entropy: 2 }),
  assigned('sidekiq-secret', 'Sidekiq', 'credentials', {
    names: ['bundle_enterprise__contribsys__com', 'bundle_gems__contribsys__com'],
    value: '[a-f0-9]{8}:[a-f0-9]{8}',
  }),
  token('sidekiq-sensitive-url', 'Sidekiq', 'url-credentials', {
    marks: ['@gems.contribsys.com', '@enterprise.contribsys.com'],
    before: 17,
    form: '([a-f0-9]{8}:[a-f0-9]{8})@(?:gems|enterprise)\\.contribsys\\.com',
    ignoreCase: true,
  }),
  assigned('squarespace-access-token', 'Squarespace', 'access-token', { names: ['squarespace'], value: uuid }),
  token('typeform-api-token', 'Typeform', 'api-token', { marks: ['tfp_'], form: 'tfp_[\\w=.-]{59}', ignoreCase: true, beside: '\\w' }),
]
