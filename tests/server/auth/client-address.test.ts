import { expect, it } from 'vitest'
import { clientAddress, clientOf } from '../../../server/auth/client-address'

it('the socket is believed, and X-Forwarded-For only as far as there are trusted proxies', () => {
  expect(clientAddress('10.0.0.1', '203.0.113.7', 0)).toBe('10.0.0.1')
  expect(clientAddress('10.0.0.1', '203.0.113.7', 1)).toBe('203.0.113.7')
  expect(clientAddress('10.0.0.1', 'made-up, 203.0.113.7', 1)).toBe('203.0.113.7')
  expect(clientAddress('10.0.0.1', 'made-up, 203.0.113.7, 10.0.0.2', 2)).toBe('203.0.113.7')
  expect(clientAddress('10.0.0.1', '203.0.113.7', 3)).toBe('203.0.113.7')
  expect(clientAddress('10.0.0.1', null, 1)).toBe('10.0.0.1')
})

it('one client is an IPv4 address or the /64 of an IPv6 one', () => {
  expect(clientOf('203.0.113.7')).toBe('203.0.113.7')
  expect(clientOf('::ffff:203.0.113.7')).toBe('203.0.113.7')
  expect(clientOf('2001:db8:1:2:3:4:5:6')).toBe(clientOf('2001:DB8:1:2::9'))
  expect(clientOf('2001:db8:1:2::1')).not.toBe(clientOf('2001:db8:1:3::1'))
  expect(clientOf('2001:db8::1')).toBe('2001:db8:0:0')
  expect(clientOf('::1')).toBe('0:0:0:0')
})
