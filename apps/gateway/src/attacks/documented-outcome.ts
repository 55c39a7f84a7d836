import type { Attack } from './attack.js';
import type { Outcome } from './attacked-gateway.js';

/** What of an outcome the attack's documentation speaks about, and what it says: the two are to be equal. */
export function compared(attack: Attack, outcome: Outcome) {
  const { status, closes = false, breaksOff = false, reaches = [], neverReaches = '\0' } = attack;
  const seen = outcome.reached.map(({ headers, ...line }, index) => {
    const { headers: told = {}, ...expected } = reaches[index] ?? {};
    return {
      ...Object.fromEntries(
        Object.keys(expected).map((key) => [key, line[key as keyof typeof line]]),
      ),
      headers: Object.fromEntries(Object.keys(told).map((name) => [name, headers[name]])),
    };
  });
  const evil = outcome.reached.filter(({ headers }) =>
    JSON.stringify(headers).includes(neverReaches),
  );
  return {
    actual: {
      status: outcome.status,
      isProblem: outcome.isProblem,
      closed: outcome.closed,
      seen,
      evil,
      brokenOff: breaksOff ? 0 : outcome.begun - outcome.reached.length,
      serves: outcome.serves,
    },
    documented: {
      status,
      isProblem: status >= 400,
      closed: closes,
      seen: reaches.map(({ headers = {}, ...line }) => ({ ...line, headers })),
      evil: [],
      brokenOff: 0,
      serves: true,
    },
  };
}
