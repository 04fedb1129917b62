/** The job's state machine: its table, and what holds for every sequence of events. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TRANSITIONS, isRunning, isTerminal, nextState, type JobEvent, type JobStateKind } from './index.ts';

fc.configureGlobal({ seed: 1, ...fc.readConfigureGlobal() });

const STATES = Object.keys(TRANSITIONS).filter(isState);
const EVENTS = [...new Set(STATES.flatMap((state) => Object.keys(TRANSITIONS[state])))].filter(isEvent);

function isState(text: string): text is JobStateKind {
  return text in TRANSITIONS;
}

/** Every key of a row is an event; the compiler has checked that already. */
function isEvent(text: string): text is JobEvent {
  return text.length > 0;
}

const anyState = fc.constantFrom(...STATES);
const anyEvents = fc.array(fc.constantFrom(...EVENTS), { maxLength: 60 });

/** Where the events lead; one that does not apply changes nothing. */
function walk(from: JobStateKind, events: readonly JobEvent[]): readonly JobStateKind[] {
  const states = [from];
  for (const event of events) states.push(nextState(states.at(-1) ?? from, event) ?? states.at(-1) ?? from);
  return states;
}

describe('under any sequence of events', () => {
  test('a terminal state is never left', () => {
    fc.assert(
      fc.property(anyState, anyEvents, (from, events) => {
        const states = walk(from, events);
        const firstEnd = states.findIndex(isTerminal);
        if (firstEnd >= 0) expect(new Set(states.slice(firstEnd)).size).toBe(1);
      }),
    );
  });

  test('only states of the table are reached', () => {
    fc.assert(
      fc.property(anyState, anyEvents, (from, events) => {
        expect(walk(from, events).filter((state) => !STATES.includes(state))).toEqual([]);
      }),
    );
  });

  test('done is reached only from committing, or from probing where the file was there already', () => {
    fc.assert(
      fc.property(anyState, anyEvents, (from, events) => {
        const states = walk(from, events);
        const arrival = states.findIndex((state, index) => index > 0 && state === 'done' && states[index - 1] !== 'done');
        if (arrival > 0) expect(['committing', 'probing']).toContain(states[arrival - 1]);
      }),
    );
  });

  test('bytes are committed only after they were verified', () => {
    for (const state of STATES) if (nextState(state, 'commit') !== null) expect(state).toBe('verifying');
  });
});

test('done and cancelled are the terminal states', () => {
  expect(STATES.filter(isTerminal).toSorted()).toEqual(['cancelled', 'done']);
});

test('a state can be told to be running and terminal never at once', () => {
  expect(STATES.filter((state) => isRunning(state) && isTerminal(state))).toEqual([]);
});

test.each(STATES.filter(isRunning))('%s can be paused, cancelled and interrupted, can fail and can wait', (state) => {
  const reached = (['pause', 'cancel', 'interrupt', 'fail', 'wait'] as const).map((event) => nextState(state, event));
  expect(reached).toEqual(['paused', 'cancelled', 'queued', 'failed', 'waiting']);
});

test.each(STATES.filter((state) => !isRunning(state)))(
  '%s holds nothing, so nothing interrupts it and it can neither fail nor finish',
  (state) => {
    expect((['interrupt', 'fail', 'finish'] as const).map((event) => nextState(state, event))).toEqual([null, null, null]);
  },
);

test('only a queued job starts', () => {
  expect(STATES.filter((state) => nextState(state, 'start') !== null)).toEqual(['queued']);
});

test.each<[JobStateKind, Record<'pause' | 'resume' | 'retry' | 'cancel', JobStateKind | null>]>([
  ['queued', { pause: 'paused', resume: null, retry: null, cancel: 'cancelled' }],
  ['probing', { pause: 'paused', resume: null, retry: null, cancel: 'cancelled' }],
  ['transferring', { pause: 'paused', resume: null, retry: null, cancel: 'cancelled' }],
  ['verifying', { pause: 'paused', resume: null, retry: null, cancel: 'cancelled' }],
  ['committing', { pause: 'paused', resume: null, retry: null, cancel: 'cancelled' }],
  ['waiting', { pause: 'paused', resume: 'queued', retry: 'queued', cancel: 'cancelled' }],
  ['paused', { pause: null, resume: 'queued', retry: null, cancel: 'cancelled' }],
  ['failed', { pause: null, resume: 'queued', retry: 'queued', cancel: 'cancelled' }],
  ['done', { pause: null, resume: null, retry: null, cancel: null }],
  ['cancelled', { pause: null, resume: null, retry: null, cancel: null }],
])("in %s the user's commands lead where they promise", (state, expected) => {
  const { pause, resume, retry, cancel } = {
    pause: nextState(state, 'pause'),
    resume: nextState(state, 'resume'),
    retry: nextState(state, 'retry'),
    cancel: nextState(state, 'cancel'),
  };
  expect({ pause, resume, retry, cancel }).toEqual(expected);
});
