import { family, type SecretRule } from '../rule.ts'
import { mixed, uuid } from '../value-checks.ts'

const { token, assigned } = family('payment')

export const paymentRules: readonly SecretRule[] = [
  assigned('bittrex-access-key', 'Bittrex', 'access-key', { names: ['bittrex'], value: '[a-z0-9]{32}' }),
  assigned('bittrex-secret-key', 'Bittrex', 'secret-key', { names: ['bittrex_secret', 'bittrexsecret'], value: '[a-z0-9]{32}' }),
  assigned('coinbase-access-token', 'Coinbase', 'access-token', { names: ['coinbase'], value: '[a-z0-9_-]{64}' }),
  token('duffel-api-token', 'Duffel', 'api-token', {
    marks: ['duffel_'],
    form: 'duffel_(?:test|live)_[\\w=-]{43}',
    ignoreCase: true,
    entropy: 2,
  }),
  token('easypost-api-token', 'EasyPost', 'api-token', {
    marks: ['ezak'],
    form: 'EZAK[a-z0-9]{54}',
    ignoreCase: true,
    beside: '\\w+/-',
    entropy: 2,
  }),
  token('easypost-test-api-token', 'EasyPost test', 'api-token', {
    marks: ['eztk'],
    form: 'EZTK[a-z0-9]{54}',
    ignoreCase: true,
    beside: '\\w+/-',
    entropy: 2,
    severity: 'medium',
  }),
  assigned('finicity-api-token', 'Finicity', 'api-token', { names: ['finicity'], value: '[a-f0-9]{32}' }),
  assigned('finicity-client-secret', 'Finicity', 'client-secret', { names: ['finicity'], value: '[a-z0-9]{20}', accepts: mixed }),
  assigned('finnhub-access-token', 'Finnhub', 'access-token', { names: ['finnhub'], value: '[a-z0-9]{20}', accepts: mixed }),
  token('flutterwave-secret-key', 'Flutterwave', 'secret-key', {
    marks: ['flwseck_test', 'flwseck-'],
    form: 'FLWSECK(?:_TEST)?-[a-h0-9]{32}-X',
    ignoreCase: true,
    entropy: 2,
  }),
  token('flutterwave-public-key', 'Flutterwave', 'public-key', {
    marks: ['flwpubk_test', 'flwpubk-'],
    form: 'FLWPUBK(?:_TEST)?-[a-h0-9]{32}-X',
    ignoreCase: true,
    entropy: 2,
  }),
  token('flutterwave-encryption-key', 'Flutterwave', 'encryption-key', {
    marks: ['flwseck_test'],
    form: 'FLWSECK_TEST-[a-h0-9]{12}',
    ignoreCase: true,
    entropy: 2,
  }),
  assigned('gocardless-api-token', 'GoCardless', 'api-token', { names: ['gocardless'], value: 'live_[a-z0-9=_-]{40}', shown: 5 }),
  assigned('kraken-access-token', 'Kraken', 'access-token', { names: ['kraken'], value: '[a-z0-9/=_+-]{80,90}' }),
  assigned('kucoin-access-token', 'KuCoin', 'access-token', { names: ['kucoin'], value: '[a-f0-9]{24}' }),
  assigned('kucoin-secret-key', 'KuCoin', 'secret-key', { names: ['kucoin'], value: uuid }),
  assigned('lob-api-key', 'Lob', 'api-key', { names: ['lob'], value: '(?:live|test)_[a-f0-9]{35}', shown: 5 }),
  assigned('lob-pub-api-key', 'Lob', 'public-key', { names: ['lob'], value: '(?:test|live)_pub_[a-f0-9]{31}', shown: 9 }),
  assigned('plaid-client-id', 'Plaid', 'client-id', { names: ['plaid'], value: '[a-z0-9]{24}', entropy: 3.5 }),
  assigned('plaid-secret-key', 'Plaid', 'secret-key', { names: ['plaid'], value: '[a-z0-9]{30}', entropy: 3.5 }),
  token('plaid-api-token', 'Plaid', 'access-token', {
    marks: ['access-sandbox-', 'access-development-', 'access-production-'],
    form: `access-(?:sandbox|development|production)-${uuid}`,
    ignoreCase: true,
  }),
  token('shippo-api-token', 'Shippo', 'api-token', { marks: ['shippo_'], form: 'shippo_(?:live|test)_[a-fA-F0-9]{40}', entropy: 2 }),
  token('square-access-token', 'Square', 'access-token', {
    marks: ['sq0atp-', 'eaaa'],
    form: '(?:EAAA|sq0atp-)[\\w-]{22,60}',
    entropy: 2,
    accepts: mixed,
  }),
  token('square-secret', 'Square OAuth', 'client-secret', { marks: ['sq0csp-'], form: 'sq0csp-[\\w\\]-]{43}', entropy: 2 }),
  token('stripe-access-token', 'Stripe', 'secret-key', {
    marks: ['sk_test', 'sk_live', 'sk_prod', 'rk_test', 'rk_live', 'rk_prod'],
    form: '[sr]k_(?:test|live|prod)_[A-Za-z0-9]{10,99}',
    beside: 'A-Za-z0-9_',
    entropy: 2,
    severity: 'critical',
  }),
  token('stripe-webhook-secret', 'Stripe webhook', 'signing-key', {
    marks: ['whsec_'],
    form: 'whsec_[A-Za-z0-9+/]{24,64}={0,2}',
    entropy: 3,
  }),
]
