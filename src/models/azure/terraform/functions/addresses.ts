import { text } from '../../../../core/text.ts'
import { parseCidr, showAddress, type Cidr } from '../../functions/addresses.ts'
import { Misuse, type Call, type FunctionTable } from '../../functions/library.ts'
import { list, scalar, type Value } from '../../value/value.ts'
import { integerAt, stringAt } from './arguments.ts'

const messages = {
  notCidr: text({ en: '{name}: {value} is not an address range', ja: '{name}: {value} はアドレス範囲ではありません' }),
  outside: text({ en: '{name}: there is no such part of {value}', ja: '{name}: {value} にそのような部分はありません' }),
}

/** Parts of address ranges; unlike Azure's functions, these count hosts from the network's own address. */
export const addresses: FunctionTable = {
  cidrhost: (args, call) => {
    const { address, length, bits } = rangeAt(args, call)
    const size = 1n << BigInt(bits - length)
    const number = BigInt(integerAt(args, 1, call))
    const host = number < 0n ? size + number : number
    if (host < 0n || host >= size) throw outside(args, call)
    return scalar(call, showAddress((address / size) * size + host, bits))
  },
  cidrnetmask: (args, call) => {
    const { length, bits } = rangeAt(args, call)
    if (bits !== 32) throw outside(args, call)
    return scalar(call, showAddress(((1n << 32n) - 1n) ^ ((1n << BigInt(32 - length)) - 1n), 32))
  },
  cidrsubnet: (args, call) => {
    const range = rangeAt(args, call)
    const [more, number] = [integerAt(args, 1, call), integerAt(args, 2, call)]
    const length = range.length + more
    if (more < 0 || length > range.bits || number < 0 || BigInt(number) >= 1n << BigInt(more)) throw outside(args, call)
    return scalar(call, subnet(range, networkOf(range) + BigInt(number) * (1n << BigInt(range.bits - length)), length))
  },
  cidrsubnets: (args, call) => {
    const range = rangeAt(args, call)
    const end = networkOf(range) + (1n << BigInt(range.bits - range.length))
    let next = networkOf(range)
    const made = args.slice(1).map((_, index) => {
      const length = range.length + integerAt(args, index + 1, call)
      if (length <= range.length || length > range.bits) throw outside(args, call)
      const size = 1n << BigInt(range.bits - length)
      // Each range starts at the next multiple of its own size.
      const start = ((next + size - 1n) / size) * size
      next = start + size
      if (next > end) throw outside(args, call)
      return scalar(call, subnet(range, start, length))
    })
    return list(call, made)
  },
}

function outside(args: readonly Value[], call: Call): Misuse {
  return new Misuse(messages.outside, { name: call.name, value: stringAt(args, 0, call) })
}

function networkOf({ address, length, bits }: Cidr): bigint {
  const size = 1n << BigInt(bits - length)
  return (address / size) * size
}

function subnet({ bits }: Cidr, address: bigint, length: number): string {
  return `${showAddress(address, bits)}/${length}`
}

function rangeAt(args: readonly Value[], call: Call): Cidr {
  const written = stringAt(args, 0, call)
  const range = written.includes('/') ? parseCidr(written) : undefined
  if (range === undefined) throw new Misuse(messages.notCidr, { name: call.name, value: JSON.stringify(written.slice(0, 60)) })
  return range
}
