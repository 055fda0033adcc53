import { cidrContains, formatAddress, parseAddress } from '../../rego/builtins/net.ts'
import type { CelOpaque, CelValue } from '../values.ts'
import { fromText, type CelFunction, type CelLibrary } from './function.ts'

/** An address, or a block of addresses; `text` is as it is usually written. */
class Network implements CelOpaque {
  readonly celType: 'net.IP' | 'net.CIDR'
  readonly text: string

  constructor(celType: 'net.IP' | 'net.CIDR', text: string) {
    this.celType = celType
    this.text = text
  }

  equals(other: CelValue): boolean {
    return other instanceof Network && other.celType === this.celType && other.text === this.text
  }
}

/** Neither zones nor IPv4 addresses inside of IPv6 ones are addresses here. */
function canonical(text: string): string | undefined {
  const address = /^::ffff:\d+\./i.test(text) ? undefined : parseAddress(text)
  return address === undefined ? undefined : formatAddress(address.bits, address.value)
}

function parseIp(text: string): Network | undefined {
  const address = canonical(text)
  return address === undefined ? undefined : new Network('net.IP', address)
}

function parseCidr(text: string): Network | undefined {
  const [address = '', length = ''] = text.split('/')
  const written = canonical(address)
  return written === undefined || cidrContains(text, text) === undefined
    ? undefined
    : new Network('net.CIDR', `${written}/${Number(length)}`)
}

const onNetwork =
  (type: 'net.IP' | 'net.CIDR', apply: (text: string, other: CelValue | undefined) => CelValue | undefined): CelFunction =>
  (target, other) =>
    target instanceof Network && target.celType === type ? apply(target.text, other) : undefined

const textOf = (value: CelValue | undefined): string | undefined =>
  typeof value === 'string' ? value : value instanceof Network ? value.text : undefined

function inside(block: string, other: CelValue | undefined): boolean | undefined {
  const text = textOf(other)
  return text === undefined ? undefined : cidrContains(block, text)
}

const among = (text: string, blocks: readonly string[]): boolean => blocks.some((block) => cidrContains(block, text) === true)
const lengthOf = (block: string): number => Number(block.slice(block.indexOf('/') + 1))
const addressOf = (block: string): string => block.slice(0, block.indexOf('/'))

/** The block with all bits behind its prefix cleared. */
function masked(block: string): Network {
  const { bits, value } = parseAddress(addressOf(block))!
  const length = lengthOf(block)
  const size = 1n << BigInt(bits - length)
  return new Network('net.CIDR', `${formatAddress(bits, (value / size) * size)}/${length}`)
}

const loopback = ['127.0.0.0/8', '::1/128']
const unspecified = ['0.0.0.0/32', '::/128']
const linkLocal = ['169.254.0.0/16', 'fe80::/10']
const multicast = ['224.0.0.0/4', 'ff00::/8']
const broadcast = '255.255.255.255/32'

const [ip, isIp] = fromText('IP address', parseIp)
const [cidr, isCidr] = fromText('CIDR', parseCidr)

export const networkLibrary: CelLibrary = {
  ip,
  isIP: isIp,
  cidr,
  isCIDR: isCidr,
  'ip.isCanonical': (text) => (typeof text === 'string' ? canonical(text) === text : undefined),
  '.family': onNetwork('net.IP', (text) => (text.includes(':') ? 6n : 4n)),
  '.isLoopback': onNetwork('net.IP', (text) => among(text, loopback)),
  '.isUnspecified': onNetwork('net.IP', (text) => among(text, unspecified)),
  '.isLinkLocalUnicast': onNetwork('net.IP', (text) => among(text, linkLocal)),
  '.isLinkLocalMulticast': onNetwork('net.IP', (text) => among(text, ['224.0.0.0/24', 'ff02::/16'])),
  '.isGlobalUnicast': onNetwork('net.IP', (text) => !among(text, [...loopback, ...unspecified, ...linkLocal, ...multicast, broadcast])),
  '.containsIP': onNetwork('net.CIDR', inside),
  '.containsCIDR': onNetwork('net.CIDR', inside),
  '.prefixLength': onNetwork('net.CIDR', (text) => BigInt(lengthOf(text))),
  '.ip': onNetwork('net.CIDR', (text) => new Network('net.IP', addressOf(text))),
  '.masked': onNetwork('net.CIDR', masked),
}
