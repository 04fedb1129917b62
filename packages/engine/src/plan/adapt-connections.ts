/** How many connections an automatic transfer should have: more while more bring more, fewer when they don't (0014); pure. */

/** A gain over so short a time is believed when it is plain … */
const QUICK_LOOK_MS = 250;
const PLAIN_GAIN = 1.3;
/** … and a missing one only after so long. */
const LONG_LOOK_MS = 1_500;
const WORTHWHILE_GAIN = 1.1;
/** What is settled is tried again after this time, and after twice as long each time it was in vain. */
const FIRST_RETRY_MS = 30_000;
const LAST_RETRY_MS = 300_000;

/** What a number of connections brought; `atLength`: measured for so long that one lump of bytes does not matter. */
interface Brought {
  readonly connections: number;
  readonly bytesPerSecond: number;
  readonly atLength: boolean;
}

export interface RampState {
  /** Connections that there should be. */
  readonly wanted: number;
  /** What fewer connections brought; null: nothing was measured yet. */
  readonly before: Brought | null;
  /** What more brought that seemed no gain, until fewer have shown at length that they bring as much; null: nothing is in doubt. */
  readonly doubted: Brought | null;
  readonly settled: boolean;
  /** Since when it is settled. */
  readonly sinceMs: number;
  readonly retryMs: number;
  /** Whether more connections were tried and brought no more. */
  readonly plateau: boolean;
}

/** What was measured while the number of connections stood still. */
export interface RampLook {
  readonly connections: number;
  readonly bytesPerSecond: number;
  readonly spanMs: number;
  /** Connections at the most, the server's own bound included. */
  readonly most: number;
  readonly nowMs: number;
}

export function beginRamp(wanted: number, most: number, nowMs: number): RampState {
  return { wanted, before: null, doubted: null, settled: wanted >= most, sinceMs: nowMs, retryMs: FIRST_RETRY_MS, plateau: false };
}

/** The next state; the same one while there is nothing to decide yet. */
export function adaptConnections(state: RampState, look: RampLook): RampState {
  const { most, nowMs } = look;
  if (state.wanted > most) return settle({ ...state, before: null, doubted: null }, most, nowMs);
  if (state.settled) return nowMs - state.sinceMs >= state.retryMs && state.wanted < most ? tryAgain(state, look) : state;
  // Nothing arrives, or not all of them work yet: that tells nothing of their number.
  if (look.connections < state.wanted || look.bytesPerSecond <= 0 || look.spanMs < QUICK_LOOK_MS) return state;
  if (state.doubted !== null) return decideDoubt(state, state.doubted, look);
  if (state.before === null) return raise(state, look);
  const gain = look.bytesPerSecond / state.before.bytesPerSecond;
  if (gain >= PLAIN_GAIN) return raise(state, look);
  if (look.spanMs < LONG_LOOK_MS) return state;
  if (gain >= WORTHWHILE_GAIN) return raise(state, look);
  // Fewer were only looked at in passing: a lump of bytes may have made them look good, and half a minute is long (0035).
  if (!state.before.atLength) return { ...state, wanted: state.before.connections, before: null, doubted: brought(state, look) };
  return { ...settle(state, state.before.connections, nowMs), plateau: true };
}

/** Fewer are at work again: if they bring clearly less than more did, more it is. */
function decideDoubt(state: RampState, doubted: Brought, look: RampLook): RampState {
  if (look.spanMs < LONG_LOOK_MS || look.connections !== state.wanted) return state;
  if (doubted.bytesPerSecond / look.bytesPerSecond < WORTHWHILE_GAIN)
    return { ...settle({ ...state, doubted: null }, state.wanted, look.nowMs), plateau: true };
  return raise({ ...state, doubted: null }, look);
}

function brought(state: RampState, { bytesPerSecond, spanMs }: RampLook): Brought {
  return { connections: state.wanted, bytesPerSecond, atLength: spanMs >= LONG_LOOK_MS };
}

function raise(state: RampState, look: RampLook): RampState {
  const { connections, most, nowMs } = look;
  const before = brought(state, look);
  if (connections >= most) return settle(state, state.wanted, nowMs);
  return { ...state, before, wanted: Math.min(most, state.wanted * 2), settled: false, plateau: false };
}

function settle(state: RampState, wanted: number, sinceMs: number): RampState {
  return { ...state, wanted, settled: true, sinceMs };
}

function tryAgain(state: RampState, look: RampLook): RampState {
  const again = { ...state, settled: false, retryMs: Math.min(LAST_RETRY_MS, state.retryMs * 2) };
  return look.bytesPerSecond > 0 && look.connections >= state.wanted ? raise(again, look) : state;
}
