import { FakeClock } from '@sluice/testkit';
import { expect, test } from 'vitest';
import { OfferCopied } from './offer-copied.ts';

function setUp() {
  const clock = new FakeClock();
  const state = { text: 'https://old.example/a', watched: false, reads: 0 };
  const offers: (readonly string[])[] = [];
  const offer = new OfferCopied({
    clock,
    read: () => {
      state.reads += 1;
      return Promise.resolve(state.text);
    },
    isWatched: () => state.watched,
    offer: (addresses) => offers.push(addresses),
    onFault: (fault) => {
      throw fault;
    },
  });
  const second = async (): Promise<void> => {
    clock.advance(1000);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { state, offers, offer, second, clock };
}

test('the clipboard is never read while the offer is off', async () => {
  const { state, offer, second, clock } = setUp();
  await second();
  offer.watch(true);
  offer.watch(false);
  const readsBefore = state.reads;
  await second();
  await second();
  expect([readsBefore, state.reads, clock.pendingTimers]).toEqual([1, 1, 0]);
});

test('a link that is copied is offered once; what was there before is not', async () => {
  const { state, offers, offer, second } = setUp();
  offer.watch(true);
  await second();
  state.text = 'see https://new.example/b.iso, please';
  await second();
  await second();
  state.text = 'no link';
  await second();
  expect(offers).toEqual([['https://new.example/b.iso']]);
});

test('what is copied in the window itself is not offered, then or later', async () => {
  const { state, offers, offer, second } = setUp();
  offer.watch(true);
  await second();
  Object.assign(state, { watched: true, text: 'https://own.example/c' });
  await second();
  state.watched = false;
  await second();
  expect(offers).toEqual([]);
});
