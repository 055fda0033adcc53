import { BlockList, isIP } from 'node:net'

/** The address at which Azure's instance metadata service answers with tokens of the node's identity. */
export const metadataAddress = '169.254.169.254'
/** Azure's own address for DNS, DHCP and the host agent. */
export const wireServerAddress = '168.63.129.16'

/** Whether an address lies in a range such as `10.0.0.0/8`. What is no range holds nothing. */
export function contains(range: string, address: string): boolean {
  const [network, bits, ...more] = range.split('/')
  const family = isIP(network ?? '')
  const prefix = Number(bits)
  if (family === 0 || more.length > 0 || bits === undefined || !/^\d{1,3}$/.test(bits) || prefix > (family === 4 ? 32 : 128)) return false
  if (isIP(address) !== family) return false
  const list = new BlockList()
  list.addSubnet(network!, prefix, family === 4 ? 'ipv4' : 'ipv6')
  return list.check(address, family === 4 ? 'ipv4' : 'ipv6')
}
