/**
 * Who decides on a value: `attacker`: anybody who can open an issue or a pull request; `caller`: whoever starts or calls the
 * pipeline; `unknown`: it is made at run time; `fixed`: nobody outside.
 */
export type Trust = 'attacker' | 'caller' | 'unknown' | 'fixed'

const order: readonly Trust[] = ['fixed', 'unknown', 'caller', 'attacker']

/** The least trusted of several; fixed where there is none. */
export function worstTrust(all: readonly Trust[]): Trust {
  return all.reduce((one, other) => (order.indexOf(one) >= order.indexOf(other) ? one : other), 'fixed')
}
