import { expect, it } from 'vitest'

import { isPortName, isPortNumber } from './port.ts'

it.each([1, 80, 65_535])('%d is a port', (port) => expect(isPortNumber(port)).toBe(true))
it.each([0, -1, 65_536, 1.5])('%d is none', (port) => expect(isPortNumber(port)).toBe(false))

it.each(['http', 'h2', 'grpc-web', '8080-tcp', 'a23456789012345'])('%j names a port', (name) => expect(isPortName(name)).toBe(true))
it.each(['', '80', 'HTTP', 'a--b', '-a', 'a-', 'a_b', 'a234567890123456'])('%j names none', (name) => expect(isPortName(name)).toBe(false))
