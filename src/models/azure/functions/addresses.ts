import { text } from '../../../core/text.ts'
import { fromPlain } from '../value/plain.ts'
import { scalar } from '../value/value.ts'
import { integerArgument, Misuse, stringArgument, type Call, type FunctionTable } from './library.ts'

const messages = {
  notCidr: text({ en: '{name}: {value} is not an address range', ja: '{name}: {value} はアドレス範囲ではありません' }),
  outside: text({ en: '{name}: there is no such part of {value}', ja: '{name}: {value} にそのような部分はありません' }),
}

export interface Cidr {
  readonly address: bigint
  readonly length: number
  readonly bits: 32 | 128
}

/** Address ranges in CIDR notation. */
export const addresses: FunctionTable = {
  parseCidr: (args, call) => {
    const { address, length, bits } = cidrArgument(stringArgument(args, 0, call), call)
    const size = 1n << BigInt(bits - length)
    const network = (address / size) * size
    const small = bits - length < 2
    return fromPlain(call, {
      network: showAddress(network, bits),
      netmask: showAddress(((1n << BigInt(bits)) - 1n) ^ (size - 1n), bits),
      ...(bits === 32 && { broadcast: showAddress(network + size - 1n, bits) }),
      firstUsable: showAddress(small || bits === 128 ? network : network + 1n, bits),
      lastUsable: showAddress(small || bits === 128 ? network + size - 1n : network + size - 2n, bits),
      cidr: length,
    })
  },
  cidrSubnet: (args, call) => {
    const range = stringArgument(args, 0, call)
    const { address, length, bits } = cidrArgument(range, call)
    const [wanted, index] = [integerArgument(args, 1, call), integerArgument(args, 2, call)]
    if (wanted < length || wanted > bits || index < 0 || BigInt(index) >= 1n << BigInt(wanted - length))
      throw new Misuse(messages.outside, { name: call.name, value: range })
    const whole = 1n << BigInt(bits - length)
    return scalar(call, `${showAddress((address / whole) * whole + BigInt(index) * (1n << BigInt(bits - wanted)), bits)}/${wanted}`)
  },
  cidrHost: (args, call) => {
    const range = stringArgument(args, 0, call)
    const { address, length, bits } = cidrArgument(range, call)
    const index = integerArgument(args, 1, call)
    const size = 1n << BigInt(bits - length)
    if (index < 0 || BigInt(index) >= size) throw new Misuse(messages.outside, { name: call.name, value: range })
    const first = bits - length < 2 ? 0n : 1n
    return scalar(call, showAddress((address / size) * size + first + BigInt(index), bits))
  },
}

function cidrArgument(value: string, call: Call): Cidr {
  const cidr = parseCidr(value)
  if (cidr === undefined) throw new Misuse(messages.notCidr, { name: call.name, value: JSON.stringify(value.slice(0, 60)) })
  return cidr
}

/** An address range, or a single address as a range of one; undefined where it is neither. */
export function parseCidr(value: string): Cidr | undefined {
  const [written = '', suffix] = value.split('/')
  const address = written.includes(':') ? parseIpv6(written) : parseIpv4(written)
  if (address === undefined) return undefined
  const bits = written.includes(':') ? 128 : 32
  const length = suffix === undefined ? bits : Number(suffix)
  return Number.isInteger(length) && length >= 0 && length <= bits ? { address, length, bits } : undefined
}

function parseIpv4(written: string): bigint | undefined {
  const parts = written.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined
  return parts.reduce((address, part) => address * 256n + BigInt(part), 0n)
}

function parseIpv6(written: string): bigint | undefined {
  const [head = '', tail, ...more] = written.split('::')
  const [left, right] = [head === '' ? [] : head.split(':'), tail === undefined || tail === '' ? [] : tail.split(':')]
  const missing = 8 - left.length - right.length
  if (more.length > 0 || (tail === undefined ? missing !== 0 : missing < 1)) return undefined
  const groups = [...left, ...Array.from({ length: tail === undefined ? 0 : missing }, () => '0'), ...right]
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined
  return groups.reduce((address, group) => address * 65_536n + BigInt(`0x${group}`), 0n)
}

/** An address as people write it. */
export function showAddress(address: bigint, bits: 32 | 128): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.')
  const groups = [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n].map((shift) => ((address >> shift) & 65_535n).toString(16))
  // The longest run of zeros is left out, as RFC 5952 writes addresses.
  const written = groups.join(':')
  const runs = [...written.matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].sort((a, b) => b[0].length - a[0].length)
  const [longest] = runs
  if (longest === undefined) return written
  const [before, after] = [written.slice(0, longest.index), written.slice(longest.index + longest[0].length)]
  return `${before}::${after.replace(/^:/, '')}`
}
